using System.Globalization;

namespace IntegrationActors.Storage.Tests.Simulation;

public sealed class QueueSimulationTests
{
    private const int LongestHunt = 10_000;

    // IA_SIMULATION_SEEDS=10000 for a long hunt; a single seed is told with IA_SIMULATION_SEED.
    private static readonly int Seeds = Number("IA_SIMULATION_SEEDS") ?? 2000;

    [Fact]
    public void Whatever_goes_wrong_what_was_acknowledged_is_processed_or_listed_and_order_and_counts_hold()
    {
        if (Number("IA_SIMULATION_SEED") is { } seed)
        {
            Assert.Fail(Tell(seed));
        }

        var found = Hunt(PlantedFault.None, Seeds);

        Assert.True(found is null, found is { } bad ? $"Seed {bad.Seed}: {bad.Violation}\n{Tell(bad.Seed)}" : "");
    }

    [Theory]
    [InlineData(PlantedFault.EarlyAcknowledgement, ViolationKind.Lost)]
    [InlineData(PlantedFault.LostLease, ViolationKind.Lease)]
    [InlineData(PlantedFault.Reorder, ViolationKind.Order)]
    public void A_planted_fault_is_found(PlantedFault fault, ViolationKind kind)
    {
        var found = Hunt(fault, LongestHunt, kind);

        Assert.NotNull(found);
    }

    [Fact]
    public void The_same_seed_gives_the_same_run()
    {
        using var database = new SimulatedDatabase(PlantedFault.None);

        var first = QueueSimulation.Run(7, database, isTold: true);
        var second = QueueSimulation.Run(7, database, isTold: true);

        Assert.Equal(first.History, second.History);
        Assert.InRange(first.Deliveries, 10, int.MaxValue);
    }

    /// <summary>The first seed, of those that were looked at, in which something is wrong, or something of a kind.</summary>
    private static (int Seed, Violation Violation)? Hunt(PlantedFault fault, int seeds, ViolationKind? kind = null)
    {
        var hunt = new SeedHunt(fault, seeds, kind);
        hunt.Run();
        return hunt.Found;
    }

    private static string Tell(int seed)
    {
        using var database = new SimulatedDatabase(PlantedFault.None);
        var watch = QueueSimulation.Run(seed, database, isTold: true);
        return $"{watch.History}\n{watch.Violation?.ToString() ?? "All was right."}";
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;
}
