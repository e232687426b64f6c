namespace IntegrationActors.Management.Backups;

/// <summary>What a restore brought back.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Taken">The moment whose state it has now.</param>
/// <param name="Product">Version of the program that made the backup.</param>
/// <param name="Started">Flows that run again.</param>
/// <param name="NotStarted">Flows that are deployed and don't start; their state says why.</param>
public sealed record RestoreView(string Tenant, DateTimeOffset Taken, string Product, IReadOnlyList<string> Started, IReadOnlyList<string> NotStarted);
