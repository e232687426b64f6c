using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Steps;
using IntegrationActors.Core.Stores;

namespace IntegrationActors.Engine.Tests.Support;

internal sealed class TestFlowContext(TimeProvider time) : IFlowContext, ICredentialSource, IServiceProvider
{
    public FlowIdentity Flow { get; } = new("acme", "test", 1);

    public TimeProvider Time => time;

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
