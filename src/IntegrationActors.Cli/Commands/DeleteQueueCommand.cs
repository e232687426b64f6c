using System.CommandLine;

namespace IntegrationActors.Cli.Commands;

/// <summary>Deletes a queue.</summary>
internal sealed class DeleteQueueCommand : ICliCommand
{
    private readonly Argument<string> _queue = new("QUEUE") { Description = "The queue to delete" };
    private readonly Option<bool> _force = new("--force") { Description = "Also when it has messages; they are lost" };
    private readonly Confirmation _confirmation = new();

    public string Name => "delete queue";

    public string Summary => "Deletes a queue that is empty; asks first.";

    public IReadOnlyList<string> Examples => ["ia delete queue orders-old", "ia delete queue orders-old --force --yes"];

    public IReadOnlyList<Symbol> Arguments => [_queue, _force, _confirmation.Option];

    public bool HasAnswer => false;

    public async Task<int> RunAsync(Invocation run, CancellationToken cancel)
    {
        var (queue, force) = (run.Value(_queue), run.Value(_force));
        _confirmation.Require(run, $"Delete queue {queue} of tenant {run.Tenant}{(force ? " with all its messages" : "")}?");
        await run.Api.SendAsync(HttpMethod.Delete, run.InTenant("queues", queue) + (force ? "?force=true" : ""), (HttpContent?)null, cancel);
        run.Error.WriteLine($"queue {queue} deleted");
        return ExitCode.Fine;
    }
}
