using System.Globalization;
using IntegrationActors.Cli.Stubs;
using IntegrationActors.Definitions.FlowTests;

namespace IntegrationActors.Cli.Testing;

/// <summary>Compares the calls that were made with those that are expected.</summary>
internal static class CallComparison
{
    /// <summary>What is different; empty when nothing is.</summary>
    public static IEnumerable<Difference> Compare(IReadOnlyList<ExpectedCallOptions> expected, IReadOnlyList<StubCall> actual, bool anyOrder, string folder)
    {
        var wanted = expected.SelectMany(call => Enumerable.Repeat(call, call.Times)).ToList();
        if (wanted.Count != actual.Count)
        {
            return [new Difference("calls", string.Create(CultureInfo.InvariantCulture, $"expected {wanted.Count} calls, but there were {actual.Count}"), List(wanted, actual))];
        }

        return anyOrder
            ? InAnyOrder(wanted, actual, folder)
            : wanted.Zip(actual).SelectMany((pair, i) => Mistakes(pair.First, pair.Second, string.Create(CultureInfo.InvariantCulture, $"call {i + 1}"), folder));
    }

    private static List<Difference> InAnyOrder(List<ExpectedCallOptions> wanted, IReadOnlyList<StubCall> actual, string folder)
    {
        var left = actual.ToList();
        var differences = new List<Difference>();
        foreach (var call in wanted)
        {
            var at = left.FindIndex(c => !Mistakes(call, c, "call", folder).Any());
            if (at >= 0)
            {
                left.RemoveAt(at);
            }
            else
            {
                // The nearest one says most about what is missing.
                var nearest = left.MinBy(c => Mistakes(call, c, "call", folder).Count());
                differences.Add(new Difference("calls", $"no call to '{call.To}' is as expected"));
                differences.AddRange(nearest is null ? [] : Mistakes(call, nearest, $"call to {nearest.Target}", folder));
            }
        }

        return differences;
    }

    private static IEnumerable<Difference> Mistakes(ExpectedCallOptions expected, StubCall actual, string what, string folder)
    {
        if (!actual.Is(expected.To))
        {
            yield return new Difference(what, $"{what}: expected one to '{expected.To}', but it went to {actual.Target}");
            yield break;
        }

        if (expected.Method is { } method && !string.Equals(method, actual.Method, StringComparison.OrdinalIgnoreCase))
        {
            yield return new Difference(what, $"{what} to '{expected.To}': expected method {method}, but it is {actual.Method ?? "none"}");
        }

        if (expected.Url is { } url && actual.Url?.EndsWith(url, StringComparison.Ordinal) != true)
        {
            yield return new Difference(what, $"{what} to '{expected.To}': expected the address {url}, but it is {actual.Url ?? "none"}");
        }

        foreach (var (name, value) in expected.Headers)
        {
            if (NamedValues.Mistake(value, actual.Header(name)) is { } mistake)
            {
                yield return new Difference(what, $"{what} to '{expected.To}': header '{name}': {mistake}");
            }
        }

        foreach (var difference in expected.Body is null ? [] : BodyComparison.Compare($"body of {what} to '{expected.To}'", expected.Body, actual.Body, folder))
        {
            yield return difference;
        }
    }

    private static string List(List<ExpectedCallOptions> wanted, IReadOnlyList<StubCall> actual)
    {
        var lines = actual.Select((call, i) => string.Create(CultureInfo.InvariantCulture, $"{i + 1}. {call.Target} {Shorten(call.Text)}"));
        return $"expected: {(wanted.Count == 0 ? "none" : string.Join(", ", wanted.Select(c => c.To)))}\nmade:\n{string.Join('\n', lines.DefaultIfEmpty("none"))}";
    }

    private static string Shorten(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= 120 ? line : line[..120] + "…";
    }
}
