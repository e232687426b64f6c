using System.CommandLine;
using System.Text.Json.Nodes;
using IntegrationActors.Cli.Api;
using IntegrationActors.Cli.Output;

namespace IntegrationActors.Cli.Commands;

/// <summary>Switches tracing of a flow on, or shows what was traced of a message.</summary>
internal sealed class TraceCommand : ICliCommand
{
    private readonly Argument<string> _target = new("FLOW|MESSAGE") { Description = "Name of a flow, or id of a message" };

    public string Name => "trace";

    public string Summary => "Traces a flow for 10 minutes; or shows headers, properties and body of a message before each step.";

    public IReadOnlyList<string> Examples => ["ia trace orders-to-erp", "ia trace 0193b7d0-8f2e-7a41-b0c5-2f6d1c9e4a77"];

    public IReadOnlyList<Symbol> Arguments => [_target];

    public async Task<int> RunAsync(Invocation run, CancellationToken cancel)
    {
        var target = run.Value(_target);
        if (!Guid.TryParse(target, out _))
        {
            await LogLevelCommand.SetAsync(run, target, "trace", cancel);
            run.Error.WriteLine($"send a message, find it with 'ia get messages --flow {target}', show it with 'ia trace ID'");
            return ExitCode.Fine;
        }

        var trace = await run.Api.GetAsync(run.InTenant("messages", target, "trace"), cancel);
        run.Printer.One(trace, trace.Text("id"), () => Show(run, trace));
        return trace.Items("items").Any() ? ExitCode.Fine : ExitCode.Negative;
    }

    private static void Show(Invocation run, JsonNode trace)
    {
        var any = false;
        foreach (var entry in trace.Items("items"))
        {
            any = true;
            ShowEntry(run.Out, entry);
        }

        if (!any)
        {
            run.Error.WriteLine("nothing was traced of this message: its flow was not at level Trace, or the content is gone after 60 minutes");
        }
    }

    private static void ShowEntry(TextWriter target, JsonNode entry)
    {
        target.WriteLine($"=== {Heading(entry)} ===");
        ShowPairs(target, "header", entry.Items("headers"));
        ShowPairs(target, "property", entry.Items("properties"));
        var length = entry.Number("bodyLength") ?? 0;
        if (length == 0)
        {
            target.WriteLine("  (no body)");
        }
        else
        {
            var form = entry.IsTrue("bodyIsBase64") ? ", base64" : "";
            var cut = entry.IsTrue("bodyIsCut") ? ", cut" : "";
            target.WriteLine($"  body ({length} bytes{form}{cut}):");
            target.WriteLine(entry.Text("body"));
        }

        target.WriteLine();
    }

    private static string Heading(JsonNode entry)
    {
        var step = entry.Text("step") is { } name ? $" {name}" : "";
        var kind = entry.Text("kind") is { } text && !string.Equals(text, entry.Text("step"), StringComparison.Ordinal) ? $" ({text})" : "";
        return $"{entry.Text("sequence")} {entry.Text("point")}{step}{kind}";
    }

    private static void ShowPairs(TextWriter target, string what, IEnumerable<JsonNode> pairs)
    {
        foreach (var pair in pairs)
        {
            target.WriteLine(Harmless.Line($"  {what} {pair.Text("name")}: {pair.Text("value")}"));
        }
    }
}
