using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using IntegrationActors.Cli.Diff;
using IntegrationActors.Cli.Stubs;
using IntegrationActors.Definitions.FlowTests;

namespace IntegrationActors.Cli.Testing;

/// <summary>Compares a body with what is expected of it, and shows a difference as a diff.</summary>
internal static class BodyComparison
{
    private static readonly TimeSpan PatternPatience = TimeSpan.FromSeconds(1);

    /// <summary>What is different; empty when nothing is.</summary>
    public static IEnumerable<Difference> Compare(string what, ExpectedBodyOptions expected, byte[] actual, string folder)
    {
        var text = Encoding.UTF8.GetString(actual);
        if (Whole(expected, folder) is var (kind, whole) && Different(what, kind, whole, text, expected.Partial) is { } difference)
        {
            yield return difference;
        }

        foreach (var part in expected.Contains.Where(part => !text.Contains(part, StringComparison.Ordinal)))
        {
            yield return new Difference(what, $"the {what} does not contain '{part}'", $"it is:\n{text}");
        }

        if (expected.Matches is { } pattern && !Regex.IsMatch(text, pattern, RegexOptions.None, PatternPatience))
        {
            yield return new Difference(what, $"the {what} does not match {pattern}", $"it is:\n{text}");
        }
    }

    private static (Kind Kind, string Text)? Whole(ExpectedBodyOptions expected, string folder) => expected switch
    {
        { Text: { } text } => (Kind.Text, text),
        { Xml: { } xml } => (Kind.Xml, xml),
        { Json: { } json } => (Kind.Json, json),
        { File: { } file } => (KindOf(file), Encoding.UTF8.GetString(BodyFiles.Read(file, folder))),
        _ => null,
    };

    private static Kind KindOf(string file) => Path.GetExtension(file).ToUpperInvariant() switch
    {
        ".XML" => Kind.Xml,
        ".JSON" => Kind.Json,
        _ => Kind.Text,
    };

    private static Difference? Different(string what, Kind kind, string expected, string actual, bool isPartial)
    {
        try
        {
            return kind switch
            {
                Kind.Xml => OfXml(what, expected, actual),
                Kind.Json => OfJson(what, expected, actual, isPartial),
                _ => OfText(what, expected, actual),
            };
        }
        catch (Exception e) when (e is JsonException or XmlException)
        {
            return new Difference(what, $"the {what} is no {(kind == Kind.Xml ? "XML" : "JSON")}: {e.Message}", $"it is:\n{actual}");
        }
    }

    private static Difference? OfText(string what, string expected, string actual)
    {
        var (left, right) = (Normal(expected), Normal(actual));
        return string.Equals(left, right, StringComparison.Ordinal) ? null : new Difference(what, $"the {what} is different", Diff(left, right));
    }

    private static Difference? OfJson(string what, string expected, string actual, bool isPartial)
    {
        var (left, right) = (JsonNode.Parse(expected), JsonNode.Parse(actual));
        return JsonComparison.FirstDifference(left, right, isPartial) is { } place
            ? new Difference(what, $"the {what} is different at {place}", Diff(JsonComparison.Canonical(left), JsonComparison.Canonical(right)))
            : null;
    }

    private static Difference? OfXml(string what, string expected, string actual)
    {
        var (left, right) = (XmlComparison.Parse(expected), XmlComparison.Parse(actual));
        return XNode.DeepEquals(left, right) ? null : new Difference(what, $"the {what} is different", Diff(XmlComparison.Show(left), XmlComparison.Show(right)));
    }

    private static string Normal(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n');

    private static string Diff(string expected, string actual)
    {
        var diff = new StringWriter { NewLine = "\n" };
        UnifiedDiff.Write(diff, "expected", "actual", expected, actual);
        return diff.ToString().TrimEnd('\n');
    }

    private enum Kind
    {
        Text,
        Xml,
        Json,
    }
}
