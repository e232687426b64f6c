using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores;
using IntegrationActors.Definitions;
using IntegrationActors.Engine;

namespace IntegrationActors.Management.Flows;

/// <summary>Builds the plan of a flow and throws it away: what its steps refuse is found before anything is deployed.</summary>
internal sealed class TrialPlan(IServiceProvider services, TimeProvider time)
{
    public async Task<IReadOnlyList<Diagnostic>> FindingsAsync(string tenant, FlowDefinition flow, Bundle bundle, ICredentialSource credentials)
    {
        var context = new TrialContext
        {
            Flow = new FlowIdentity(tenant, flow.Name, 0),
            Time = time,
            Spool = new PayloadSpool(Path.GetTempPath()),
            Credentials = credentials,
            Services = services,
            Bundle = bundle,
            AllowedHeaders = flow.AllowedHeaders,
        };
        try
        {
            await using var plan = FlowCompiler.Compile(flow, context);
            return [];
        }
        catch (DiagnosticException e)
        {
            return e.Diagnostics;
        }
    }
}
