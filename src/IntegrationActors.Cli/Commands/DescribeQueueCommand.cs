using System.CommandLine;
using IntegrationActors.Cli.Api;
using IntegrationActors.Cli.Output;

namespace IntegrationActors.Cli.Commands;

/// <summary>Shows a queue with its counts.</summary>
internal sealed class DescribeQueueCommand : ICliCommand
{
    private readonly Argument<string> _queue = new("QUEUE") { Description = "Name of the queue" };

    public string Name => "describe queue";

    public string Summary => "Shows a queue: how many messages wait for what, and for how long.";

    public IReadOnlyList<string> Examples => ["ia describe queue orders"];

    public IReadOnlyList<Symbol> Arguments => [_queue];

    public async Task<int> RunAsync(Invocation run, CancellationToken cancel)
    {
        var queue = await run.Api.GetAsync(run.InTenant("queues", run.Value(_queue)), cancel);
        run.Printer.One(queue, queue.Text("name"), () => run.Printer.Facts(
            ("Queue", queue.Text("name")),
            ("Access", queue.Text("access")),
            ("State", QueueState.Of(queue)),
            ("Waiting", queue.Text("waiting")),
            ("Processing", queue.Text("processing")),
            ("Retrying", queue.Text("retrying")),
            ("Overdue", queue.Text("overdue")),
            ("Set aside", queue.Text("setAside")),
            ("Oldest", Moments.Show(queue.Time("oldest"))),
            ("Bytes", queue.Text("bytes")),
            ("Consumers", queue.Text("consumers"))));
        return ExitCode.Fine;
    }
}
