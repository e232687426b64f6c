using System.CommandLine;
using System.Text.Json.Nodes;
using IntegrationActors.Cli.Api;
using IntegrationActors.Cli.Output;

namespace IntegrationActors.Cli.Commands;

/// <summary>Shows an entry of the message processing log with the times of its steps.</summary>
internal sealed class DescribeMessageCommand : ICliCommand
{
    private static readonly IReadOnlyList<Column> Columns =
    [
        Column.Of("#", "index"),
        Column.Of("STEP", "name"),
        Column.Of("KIND", "kind"),
        new("START", step => "+" + Moments.ShowDuration(step.Number("startMs"))),
        new("DURATION", step => Moments.ShowDuration(step.Number("durationMs"))),
        new("RESULT", step => step.IsTrue("failed") ? "failed" : step.Number("durationMs") is null ? "unfinished" : "ok"),
        Column.Of("AT", "place"),
    ];

    private readonly Argument<string> _message = new("ID") { Description = "Id of the message" };

    public string Name => "describe message";

    public string Summary => "Shows a message: status, business keys, error, and its steps with their times.";

    public IReadOnlyList<string> Examples => ["ia describe message 0193b7d0-8f2e-7a41-b0c5-2f6d1c9e4a77"];

    public IReadOnlyList<Symbol> Arguments => [_message];

    public async Task<int> RunAsync(Invocation run, CancellationToken cancel)
    {
        var found = await run.Api.GetAsync(run.InTenant("messages", run.Value(_message)), cancel);
        var id = found["message"]?.Text("id");
        run.Printer.One(found, id, () => Show(run, found, found["message"]!));
        return ExitCode.Fine;
    }

    private static void Show(Invocation run, JsonNode found, JsonNode message)
    {
        run.Printer.Facts(
            ("Message", message.Text("id")),
            ("Status", message.Text("status")),
            ("Custom status", message.Text("customStatus")),
            ("Flow", $"{message.Text("flow")} (version {message.Text("version")})"),
            ("Started", Moments.Show(message.Time("started"))),
            ("Duration", Moments.ShowDuration(message.Number("durationMs"))),
            ("Log level", message.Text("level")),
            ("Correlation id", message.Text("correlationId")),
            ("Predecessor", message.Text("predecessor")),
            ("Sent again as", string.Join(", ", found.Items("successors"))),
            ("Application id", message.Text("applicationId")),
            ("Message type", message.Text("messageType")),
            ("Sender", message.Text("sender")),
            ("Receiver", message.Text("receiver")),
            ("Error", FaultText.Of(message)),
            ("Failed step", message["fault"]?.Text("step")),
            ("At", message["fault"]?.Text("place")));
        foreach (var key in message.Items("keys"))
        {
            run.Out.WriteLine(Harmless.Line($"  key {key.Text("name")} = {key.Text("value")}"));
        }

        ShowSteps(run, found);
    }

    private static void ShowSteps(Invocation run, JsonNode found)
    {
        var steps = found.Items("steps").ToList();
        if (steps.Count == 0)
        {
            return;
        }

        run.Out.WriteLine();
        run.Printer.Table(steps, Columns);
        if (found.Number("stepsTotal") is { } total && total > steps.Count)
        {
            run.Out.WriteLine($"The last {steps.Count} of {total} steps; level Debug keeps 1,000.");
        }
    }
}
