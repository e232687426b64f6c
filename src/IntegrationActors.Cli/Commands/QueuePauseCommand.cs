using System.CommandLine;
using IntegrationActors.Cli.Api;

namespace IntegrationActors.Cli.Commands;

/// <summary>Holds the consumers of a queue, or lets them go on.</summary>
internal sealed class QueuePauseCommand(string verb, string summary, string done) : ICliCommand
{
    private readonly Argument<string> _queue = new("QUEUE") { Description = "Name of the queue" };

    public static IReadOnlyList<ICliCommand> All { get; } =
    [
        new QueuePauseCommand("pause", "Holds the consumers of a queue: it takes messages in and gives none out.", "is paused; 'ia queue resume' lets its consumers go on"),
        new QueuePauseCommand("resume", "Lets the consumers of a queue go on.", "goes on"),
    ];

    public string Name => $"queue {verb}";

    public string Summary => summary;

    public IReadOnlyList<string> Examples => [$"ia queue {verb} orders"];

    public IReadOnlyList<Symbol> Arguments => [_queue];

    public async Task<int> RunAsync(Invocation run, CancellationToken cancel)
    {
        var queue = await run.Api.SendAsync(HttpMethod.Post, run.InTenant("queues", run.Value(_queue), verb), (HttpContent?)null, cancel);
        run.Printer.One(queue, queue.Text("name"), () => { });
        run.Error.WriteLine($"queue {run.Value(_queue)} {done}");
        return ExitCode.Fine;
    }
}
