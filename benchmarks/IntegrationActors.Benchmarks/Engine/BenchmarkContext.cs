using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Steps;
using IntegrationActors.Core.Stores;

namespace IntegrationActors.Benchmarks.Engine;

/// <summary>A flow without credentials, files and node.</summary>
internal sealed class BenchmarkContext : IFlowContext, ICredentialSource, IServiceProvider
{
    public FlowIdentity Flow { get; } = new("bench", "bench", 1);

    public TimeProvider Time => TimeProvider.System;

    public PayloadSpool Spool { get; } = new(Path.GetTempPath());

    public ICredentialSource Credentials => this;

    public ITenantStores Stores => throw new NotSupportedException();

    public IServiceProvider Services => this;

    public ReadOnlyMemory<byte> Resource(ResourceReference reference) => default;

    public void WriteLog(Exchange exchange, LogSeverity severity, string text)
    {
    }

    public ValueTask<Credential?> FindAsync(string name, CancellationToken cancel) => default;

    public object? GetService(Type serviceType) => null;
}
