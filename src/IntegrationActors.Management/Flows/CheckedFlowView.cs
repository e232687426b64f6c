namespace IntegrationActors.Management.Flows;

/// <summary>A flow of a bundle that was checked and not deployed.</summary>
/// <param name="Name">Name of the flow.</param>
/// <param name="File">Path of the flow file in the bundle.</param>
/// <param name="CurrentVersion">Version that is deployed now; 0 when the flow is not deployed.</param>
/// <param name="Unchanged">Whether deploying would change neither the bundle nor the parameters.</param>
public sealed record CheckedFlowView(string Name, string File, int CurrentVersion, bool Unchanged);
