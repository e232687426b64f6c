using System.CommandLine;

namespace IntegrationActors.Cli.Commands;

/// <summary>Moves messages from one queue to another.</summary>
internal sealed class QueueMoveCommand : ICliCommand
{
    private readonly Argument<string> _queue = new("QUEUE") { Description = "The queue that has the messages" };
    private readonly Argument<string> _target = new("TARGET") { Description = "The queue to which they go; it exists already" };
    private readonly QueueSelection _selection = new();

    public string Name => "queue move";

    public string Summary => "Moves messages to the end of another queue; what leaves an exclusive queue loses its order.";

    public IReadOnlyList<string> Examples => ["ia queue move orders orders-failed --status set-aside", "ia queue move orders orders-2 0193b7d0-8f2e-7a41-b0c5-2f6d1c9e4a77"];

    public IReadOnlyList<Symbol> Arguments => [_queue, _target, .. _selection.Arguments];

    public async Task<int> RunAsync(Invocation run, CancellationToken cancel)
    {
        var (body, target) = (_selection.Body(run), run.Value(_target));
        body["target"] = target;
        var path = run.InTenant("queues", run.Value(_queue), "messages", "move");
        return QueueMessagesCommand.Report(run, await QueueSelection.SendAsync(run, path, body, cancel), $"moved to {target}");
    }
}
