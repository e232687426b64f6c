using System.Globalization;
using System.Text.Json.Nodes;
using IntegrationActors.Cli.Output;

namespace IntegrationActors.Cli.Testing;

/// <summary>Shows results of tests to people, and as JSON.</summary>
internal static class TestReport
{
    private const string Indent = "      ";

    public static void Write(Terminal terminal, CaseResult result)
    {
        var place = $"{result.File}({result.Test.Span.Line},{result.Test.Span.Column})";
        var mark = result.IsPassed ? "ok  " : "FAIL";
        terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{mark}  {Name(result)}  {result.Duration.TotalMilliseconds:0} ms{(result.IsPassed ? "" : $"  {place}")}"));
        foreach (var difference in result.Differences)
        {
            terminal.Out.WriteLine($"{Indent}{Harmless.Line(difference.Summary)}");
            foreach (var line in difference.Detail.Split('\n').Where(l => l.Length > 0))
            {
                terminal.Out.WriteLine($"{Indent}  {Harmless.Line(line)}");
            }
        }
    }

    public static void Write(Terminal terminal, StepCoverage coverage)
    {
        var percent = coverage.Total == 0 ? 100 : coverage.Ran * 100 / coverage.Total;
        terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{coverage.File}: {coverage.Ran} of {coverage.Total} steps ran ({percent} %)"));
        foreach (var step in coverage.Missed)
        {
            terminal.Out.WriteLine($"{Indent}never ran: {step.Name} ({step.Kind}) {coverage.PlaceOf(step)}");
        }
    }

    public static JsonObject AsJson(IReadOnlyList<CaseResult> results, IReadOnlyList<StepCoverage> coverage) => new()
    {
        ["passed"] = results.Count(r => r.IsPassed),
        ["failed"] = results.Count(r => !r.IsPassed),
        ["tests"] = new JsonArray([.. results.Select(Test)]),
        ["coverage"] = new JsonArray([.. coverage.Select(Coverage)]),
    };

    private static JsonObject Test(CaseResult result) => new()
    {
        ["file"] = result.File,
        ["line"] = result.Test.Span.Line,
        ["name"] = result.Test.Options.Name,
        ["passed"] = result.IsPassed,
        ["durationMs"] = Math.Round(result.Duration.TotalMilliseconds, 1),
        ["differences"] = new JsonArray([.. result.Differences.Select(d => new JsonObject { ["what"] = d.What, ["summary"] = d.Summary, ["detail"] = d.Detail })]),
    };

    private static JsonObject Coverage(StepCoverage coverage) => new()
    {
        ["file"] = coverage.File,
        ["steps"] = coverage.Total,
        ["ran"] = coverage.Ran,
        ["missed"] = new JsonArray([.. coverage.Missed.Select(s => new JsonObject { ["name"] = s.Name, ["kind"] = s.Kind, ["place"] = coverage.PlaceOf(s) })]),
    };

    private static string Name(CaseResult result) => $"{Path.GetFileName(result.File)}: {Harmless.Line(result.Test.Options.Name)}";
}
