using IntegrationActors.Adapters.Https;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Steps;
using IntegrationActors.Core.Stores;
using IntegrationActors.Definitions;
using IntegrationActors.Engine;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationActors.Cli.Local;

/// <summary>Builds the plan of a flow and throws it away: shows what only its steps know, such as a wrong stylesheet. No exchange ever runs in it.</summary>
internal sealed class LocalTrial(FlowDefinition flow, Bundle bundle) : IFlowContext, ICredentialSource
{
    private static readonly Lazy<ServiceProvider> Parts = new(() => new ServiceCollection().AddHttpsAdapter(new HttpsAdapterSettings()).BuildServiceProvider());

    public FlowIdentity Flow { get; } = new("local", flow.Name, 0);

    public TimeProvider Time => TimeProvider.System;

    public PayloadSpool Spool { get; } = new(Path.GetTempPath());

    public ICredentialSource Credentials => this;

    public ITenantStores Stores => throw new InvalidOperationException("No exchange runs in a trial plan.");

    public IServiceProvider Services => Parts.Value;

    public IReadOnlyList<string> AllowedHeaders => flow.AllowedHeaders;

    public ReadOnlyMemory<byte> Resource(ResourceReference reference) => bundle.Files[reference.Path];

    public void WriteLog(Exchange exchange, LogSeverity severity, string text) => throw new InvalidOperationException("No exchange runs in a trial plan.");

    public ValueTask<Credential?> FindAsync(string name, CancellationToken cancel) => ValueTask.FromResult<Credential?>(null);

    public async Task<IReadOnlyList<Diagnostic>> FindingsAsync()
    {
        try
        {
            await using var plan = FlowCompiler.Compile(flow, this);
            return [];
        }
        catch (DiagnosticException e)
        {
            return e.Diagnostics;
        }
    }
}
