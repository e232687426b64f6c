namespace IntegrationActors.Core.Exchanges;

/// <summary>Which flow of which tenant, in which version. Part of every key.</summary>
/// <param name="Tenant">Name of the tenant: 1 to 63 of <c>a-z 0-9 -</c>, starting with a letter.</param>
/// <param name="Flow">Name of the flow, unique within the tenant.</param>
/// <param name="Version">Revision of the deployment, counted from 1 for each flow.</param>
public sealed record FlowIdentity(string Tenant, string Flow, int Version)
{
    public override string ToString() => $"{Tenant}/{Flow}@{Version}";
}
