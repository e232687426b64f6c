using System.CommandLine;
using IntegrationActors.Cli.Api;
using IntegrationActors.Cli.Output;

namespace IntegrationActors.Cli.Commands;

/// <summary>Searches the message processing log, newest first.</summary>
internal sealed class GetMessagesCommand : ICliCommand
{
    private const int LargestPage = 500;

    private static readonly IReadOnlyList<Column> Columns =
    [
        Column.Of("ID", "id"),
        Column.Of("STATUS", "status"),
        Column.Of("FLOW", "flow"),
        Column.OfTime("STARTED", "started"),
        new("DURATION", message => Moments.ShowDuration(message.Number("durationMs"))),
        new("KEYS", message => string.Join(", ", message.Items("keys").Select(k => $"{k.Text("name")}={k.Text("value")}"))),
        Column.Of("VERSION", "version", wide: true),
        Column.Of("SENDER", "sender", wide: true),
        Column.Of("RECEIVER", "receiver", wide: true),
        Column.Of("CORRELATION", "correlationId", wide: true),
        Column.Of("CUSTOM STATUS", "customStatus", wide: true),
        new("ERROR", FaultText.Of),
    ];

    private readonly MessageFilter _filter = new();
    private readonly Option<int> _limit = new("--limit", "-n") { HelpName = "N", Description = "Most messages to list", DefaultValueFactory = _ => 50 };

    public string Name => "get messages";

    public string Alias => "message";

    public string Summary => "Searches the message processing log, newest first.";

    public IReadOnlyList<string> Examples =>
    [
        "ia get messages",
        "ia get messages --status failed --since 1h",
        "ia get messages --flow orders-to-erp --key orderId=4711",
        "ia get messages -o json",
    ];

    public IReadOnlyList<Symbol> Arguments => [.. _filter.Options, _limit];

    public async Task<int> RunAsync(Invocation run, CancellationToken cancel)
    {
        var wanted = run.Value(_limit);
        var query = run.InTenant("messages") + _filter.Query(run, Math.Clamp(wanted, 1, LargestPage));
        var found = await PagedList.ReadAsync(run.Api, _ => query, wanted, cancel);
        run.Printer.List(found, "id", Columns);
        if (found.Text("nextCursor") is not null && run.Terminal.Width is not null)
        {
            run.Error.WriteLine($"There are more than these {wanted}: --limit shows more, --since, --flow and --status choose.");
        }

        return ExitCode.Fine;
    }
}
