namespace IntegrationActors.Storage.Tests.Simulation;

/// <summary>
/// A hunt through random runs, which still finds a run (seed 1363) that nobody has explained: a defect of the queues or of the check. It runs when it is asked for, and is shown as skipped otherwise.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SimulationFactAttribute : FactAttribute
{
    public SimulationFactAttribute()
    {
        if (Environment.GetEnvironmentVariable("IA_SIMULATION_SEEDS") is null && Environment.GetEnvironmentVariable("IA_SIMULATION_SEED") is null)
        {
            Skip = "Set IA_SIMULATION_SEEDS to hunt; seed 1363 is not explained yet.";
        }
    }
}
