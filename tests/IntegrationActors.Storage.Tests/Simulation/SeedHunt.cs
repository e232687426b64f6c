namespace IntegrationActors.Storage.Tests.Simulation;

/// <summary>Goes through seeds on threads of its own: those of the pool belong to the tests that run beside it, and wait for real servers.</summary>
internal sealed class SeedHunt(PlantedFault fault, int seeds, ViolationKind? kind)
{
    private readonly Lock _lock = new();
    private int _next = -1;

    /// <summary>The first seed, of those that were looked at, in which something is wrong, or something of the kind.</summary>
    public (int Seed, Violation Violation)? Found { get; private set; }

    public void Run()
    {
        var threads = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(Hunt) { IsBackground = true }).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
    }

    private void Hunt()
    {
        using var database = new SimulatedDatabase(fault);
        while (Found is null && Interlocked.Increment(ref _next) is var seed && seed < seeds)
        {
            if (QueueSimulation.Run(seed, database).Violation is { } violation && violation.Kind == (kind ?? violation.Kind))
            {
                lock (_lock)
                {
                    Found ??= (seed, violation);
                }
            }
        }
    }
}
