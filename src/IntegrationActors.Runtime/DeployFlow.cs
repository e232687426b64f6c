namespace IntegrationActors.Runtime;

/// <summary>The wish to run a flow of a bundle that lies in the artifact store of the tenant.</summary>
/// <param name="Tenant">Name of the tenant.</param>
/// <param name="Flow">Name of the flow, unique within the tenant.</param>
/// <param name="Artifact">Hash of the bundle in the tenant's artifact store.</param>
/// <param name="File">Path of the flow file in the bundle.</param>
/// <param name="Parameters">Values of the flow's parameters for this deployment; what is missing has its default.</param>
/// <param name="IfVersion">Only when this is the current version, 0 for a flow that isn't deployed; null: in any case.</param>
/// <param name="By">Who asks for it, for the record.</param>
public sealed record DeployFlow(
    string Tenant,
    string Flow,
    string Artifact,
    string File,
    IReadOnlyDictionary<string, string> Parameters,
    int? IfVersion,
    string By);
