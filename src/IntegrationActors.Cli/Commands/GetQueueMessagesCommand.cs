using System.CommandLine;
using System.Globalization;
using IntegrationActors.Cli.Api;
using IntegrationActors.Cli.Output;

namespace IntegrationActors.Cli.Commands;

/// <summary>Lists the messages of a queue; takes none out.</summary>
internal sealed class GetQueueMessagesCommand : ICliCommand
{
    private const int LargestPage = 500;

    private static readonly IReadOnlyList<Column> Columns =
    [
        Column.Of("ID", "id"),
        Column.Of("STATUS", "status"),
        Column.OfTime("ENQUEUED", "enqueued"),
        Column.OfTime("DUE", "due"),
        Column.Of("RETRIES", "retries"),
        Column.Of("BYTES", "bytes"),
        Column.Of("CRASHES", "crashes", wide: true),
        Column.Of("SENDER", "sender", wide: true),
        Column.Of("CORRELATION", "correlationId", wide: true),
        Column.OfTime("OVERDUE", "overdueAt", wide: true),
        Column.OfTime("EXPIRES", "expires", wide: true),
        new("ERROR", message => message.Text("faultCode") is { } code ? $"{code}: {message.Text("faultMessage")}".ReplaceLineEndings(" ") : ""),
    ];

    private readonly Argument<string> _queue = new("QUEUE") { Description = "Name of the queue" };
    private readonly Option<string?> _status = new("--status", "-s") { HelpName = "STATUS", Description = "Only messages in this status: waiting, processing, retry, set-aside or overdue" };
    private readonly Option<bool> _newest = new("--newest") { Description = "Begins with the newest; without it with the oldest, as consumers take them" };
    private readonly Option<int> _limit = new("--limit", "-n") { HelpName = "N", Description = "Most messages to list", DefaultValueFactory = _ => 50 };

    public GetQueueMessagesCommand() => _status.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, "waiting", "processing", "retry", "set-aside", "overdue");

    public string Name => "get queue-messages";

    public string Alias => "queue-message";

    public string Summary => "Lists the messages of a queue, oldest first, and takes none out.";

    public IReadOnlyList<string> Examples => ["ia get queue-messages orders", "ia get queue-messages orders --status set-aside --newest -o wide"];

    public IReadOnlyList<Symbol> Arguments => [_queue, _status, _newest, _limit];

    public async Task<int> RunAsync(Invocation run, CancellationToken cancel)
    {
        var wanted = run.Value(_limit);
        var found = await PagedList.ReadAsync(run.Api, most => Path(run, most), wanted, cancel);
        run.Printer.List(found, "id", Columns);
        if (found.Text("nextCursor") is not null && run.Terminal.Width is not null)
        {
            run.Error.WriteLine($"There are more than these {wanted}: --limit shows more, --status chooses.");
        }

        return ExitCode.Fine;
    }

    private string Path(Invocation run, int wanted)
    {
        var path = run.InTenant("queues", run.Value(_queue), "messages") + string.Create(CultureInfo.InvariantCulture, $"?limit={Math.Min(wanted, LargestPage)}");
        var status = run.Value(_status) is { } word ? $"&status={QueueSelection.Word(word)}" : "";
        return path + status + (run.Value(_newest) ? "&order=newest" : "");
    }
}
