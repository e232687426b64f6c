using System.CommandLine;
using System.Text.Json.Nodes;
using IntegrationActors.Cli.Api;
using IntegrationActors.Cli.Output;

namespace IntegrationActors.Cli.Commands;

/// <summary>Shows a flow with its state, parameters and findings.</summary>
internal sealed class DescribeFlowCommand : ICliCommand
{
    private readonly Argument<string> _flow = new("FLOW") { Description = "Name of the flow" };

    public string Name => "describe flow";

    public string Summary => "Shows a flow: its state, addresses, channels, parameters and findings.";

    public IReadOnlyList<string> Examples => ["ia describe flow orders-to-erp", "ia describe flow orders-to-erp -o yaml"];

    public IReadOnlyList<Symbol> Arguments => [_flow];

    public async Task<int> RunAsync(Invocation run, CancellationToken cancel)
    {
        var flow = await run.Api.GetAsync(run.InTenant("flows", run.Value(_flow)), cancel);
        run.Printer.One(flow, flow.Text("name"), () => Show(run, flow));
        return ExitCode.Fine;
    }

    private static void Show(Invocation run, JsonNode flow)
    {
        run.Printer.Facts(
            ("Flow", flow.Text("name")),
            ("Version", flow.Text("version")),
            ("Status", flow.Text("status")),
            ("Reason", flow.Text("reason")),
            ("Running version", flow.Text("runningVersion") ?? "none"),
            ("Endpoints", string.Join(", ", flow.Items("endpoints"))),
            ("Log level", LogLevel(flow)),
            ("In flight", flow.Text("inFlight")),
            ("Waiting", flow.Text("waiting")),
            ("File", flow.Text("file")),
            ("Artifact", flow.Text("artifact")),
            ("Deployed", $"{Moments.Show(flow.Time("deployedAt"))} by {flow.Text("deployedBy")}"));
        foreach (var channel in flow.Items("channels"))
        {
            run.Out.WriteLine(Harmless.Line($"  channel {channel.Text("channel")} {Doing(channel)}"));
        }

        foreach (var (name, value) in flow.Pairs("parameters"))
        {
            run.Out.WriteLine(Harmless.Line($"  param {name} = {value}"));
        }

        foreach (var finding in flow.Items("diagnostics"))
        {
            run.Out.WriteLine(finding.Text("text"));
        }
    }

    private static string Doing(JsonNode channel) =>
        $"{channel.Text("state")} since {Moments.Show(channel.Time("since"))}"
        + (channel.Text("reason") is { } reason ? $": {reason}" : "")
        + (channel.Time("nextTry") is { } next ? $" Next try {Moments.Show(next)}." : "")
        + (channel.Text("activity") is { } activity ? $" ({activity})" : "");

    private static string LogLevel(JsonNode flow) =>
        flow.Text("logLevel") + (flow.Time("logLevelUntil") is { } until ? $" until {Moments.Show(until)}" : "");
}
