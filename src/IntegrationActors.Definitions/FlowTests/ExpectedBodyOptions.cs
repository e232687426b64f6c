using System.ComponentModel.DataAnnotations;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Definitions.FlowTests;

/// <summary>What a body has to be: the same text, the same XML or JSON however it is written, or a text with parts in it.</summary>
[Shorthand(nameof(Text))]
public sealed record ExpectedBodyOptions : IValidatableObject
{
    private static readonly TimeSpan PatternPatience = TimeSpan.FromSeconds(1);

    /// <summary>The whole text. Kinds of line ends, and line ends at the end, don't matter.</summary>
    public string? Text { get; init; }

    /// <summary>The same XML: white space between elements, order of attributes, prefixes, comments and the declaration don't matter.</summary>
    public string? Xml { get; init; }

    /// <summary>The same JSON: white space, order of members and ways to write a number don't matter.</summary>
    public string? Json { get; init; }

    /// <summary>File with the whole body, relative to the test file; compared as XML or JSON when it ends in <c>.xml</c> or <c>.json</c>, else as text.</summary>
    public string? File { get; init; }

    /// <summary>Texts that stand somewhere in it.</summary>
    public IReadOnlyList<string> Contains { get; init; } = [];

    /// <summary>Regular expression that matches somewhere in it.</summary>
    [Advanced]
    public string? Matches { get; init; }

    /// <summary>Objects of the JSON may have further members than those that are expected.</summary>
    public bool Partial { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (new[] { Text, Xml, Json, File }.Count(v => v is not null) > 1)
        {
            yield return new ValidationResult("the whole body is one of 'text', 'xml', 'json' and 'file'", [nameof(Text)]);
        }

        if (Partial && Json is null && File is null)
        {
            yield return new ValidationResult("'partial' belongs to 'json', or to a JSON 'file'; parts of a text are 'contains'", [nameof(Partial)]);
        }

        if (Mistake(Json, text => JsonDocument.Parse(text).Dispose()) is { } json)
        {
            yield return new ValidationResult($"'json' is no JSON: {json}", [nameof(Json)]);
        }

        if (Mistake(Xml, Parse) is { } xml)
        {
            yield return new ValidationResult($"'xml' is no XML: {xml}", [nameof(Xml)]);
        }

        if (Mistake(Matches, text => _ = new Regex(text, RegexOptions.None, PatternPatience)) is { } pattern)
        {
            yield return new ValidationResult($"'matches' is no regular expression: {pattern}", [nameof(Matches)]);
        }
    }

    private static string? Mistake(string? text, Action<string> read)
    {
        try
        {
            if (text is not null)
            {
                read(text);
            }

            return null;
        }
        catch (Exception e) when (e is JsonException or XmlException or ArgumentException)
        {
            return e.Message;
        }
    }

    private static void Parse(string text)
    {
        using var bytes = new MemoryStream(Encoding.UTF8.GetBytes(text));
        using var reader = SafeXml.CreateReader(bytes);
        while (reader.Read())
        {
            // To the end: only a whole document is XML.
        }
    }
}
