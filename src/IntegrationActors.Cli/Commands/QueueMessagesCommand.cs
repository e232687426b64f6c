using System.CommandLine;
using System.Text.Json.Nodes;
using IntegrationActors.Cli.Api;

namespace IntegrationActors.Cli.Commands;

/// <summary>Does one thing with messages of a queue that are chosen.</summary>
internal sealed class QueueMessagesCommand(string verb, string summary, string done, IReadOnlyList<string> examples, bool isFinal = false) : ICliCommand
{
    private readonly Argument<string> _queue = new("QUEUE") { Description = "Name of the queue" };
    private readonly QueueSelection _selection = new();
    private readonly Confirmation _confirmation = new();

    public static IReadOnlyList<ICliCommand> All { get; } =
    [
        new QueueMessagesCommand("retry", "Makes messages of a queue due now, also those that were set aside.", "due now",
            ["ia queue retry orders --status set-aside", "ia queue retry orders 0193b7d0-8f2e-7a41-b0c5-2f6d1c9e4a77"]),
        new QueueMessagesCommand("delete", "Deletes messages of a queue for good; asks first.", "deleted",
            ["ia queue delete orders 0193b7d0-8f2e-7a41-b0c5-2f6d1c9e4a77", "ia queue delete orders --all --yes"], isFinal: true),
    ];

    public string Name => $"queue {verb}";

    public string Summary => summary;

    public IReadOnlyList<string> Examples => examples;

    public IReadOnlyList<Symbol> Arguments => isFinal ? [_queue, .. _selection.Arguments, _confirmation.Option] : [_queue, .. _selection.Arguments];

    public async Task<int> RunAsync(Invocation run, CancellationToken cancel)
    {
        var (queue, body) = (run.Value(_queue), _selection.Body(run));
        if (isFinal)
        {
            _confirmation.Require(run, $"Delete {_selection.Describe(run)} of queue {queue} in tenant {run.Tenant} for good?");
        }

        return Report(run, await QueueSelection.SendAsync(run, run.InTenant("queues", queue, "messages", verb), body, cancel), done);
    }

    internal static int Report(Invocation run, JsonNode answer, string done)
    {
        var count = answer.Text("count");
        run.Printer.One(answer, count, () => { });
        run.Error.WriteLine($"{count} {(count == "1" ? "message" : "messages")} {done}");
        return count == "0" ? ExitCode.Negative : ExitCode.Fine;
    }
}
