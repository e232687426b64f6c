using System.CommandLine;
using System.Text.Json.Nodes;
using IntegrationActors.Cli.Api;
using IntegrationActors.Cli.Output;

namespace IntegrationActors.Cli.Commands;

/// <summary>Switches how much the message log keeps of a flow.</summary>
internal sealed class LogLevelCommand : ICliCommand
{
    private readonly Argument<string> _flow = new("FLOW") { Description = "Name of the flow" };
    private readonly Argument<string> _level = new("LEVEL") { Description = "none, error, info, debug (for 24 hours) or trace (for 10 minutes)" };

    public LogLevelCommand() => _level.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, "none", "error", "info", "debug", "trace");

    public string Name => "log-level";

    public string Summary => "Switches how much the message log keeps of new messages of a flow; without redeploy.";

    public IReadOnlyList<string> Examples => ["ia log-level orders-to-erp debug"];

    public IReadOnlyList<Symbol> Arguments => [_flow, _level];

    public async Task<int> RunAsync(Invocation run, CancellationToken cancel)
    {
        var flow = await SetAsync(run, run.Value(_flow), run.Value(_level), cancel);
        run.Printer.One(flow, flow.Text("name"), () => { });
        return ExitCode.Fine;
    }

    internal static async Task<JsonNode> SetAsync(Invocation run, string name, string level, CancellationToken cancel)
    {
        var flow = await run.Api.SendAsync(HttpMethod.Put, run.InTenant("flows", name, "log-level"), new JsonObject { ["level"] = level }, cancel);
        var until = flow.Time("logLevelUntil") is { } end ? $" until {Moments.Show(end)}" : "";
        run.Error.WriteLine($"flow {name} logs at {flow.Text("logLevel")}{until}");
        return flow;
    }
}
