using System.Text;
using IntegrationActors.Adapters.Https;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Steps;
using IntegrationActors.Core.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationActors.Steps.Tests.Support;

/// <summary>The surroundings of one flow under test; keeps what the flow does to them.</summary>
internal sealed class TestFlowContext(FlowTest test) : IFlowContext, ICredentialSource, IServiceProvider, IMessageLog
{
    private static readonly ServiceProvider Adapters = new ServiceCollection().AddHttpsAdapter(new HttpsAdapterSettings()).BuildServiceProvider();

    public List<(LogSeverity Severity, string Text)> Lines { get; } = [];

    public List<string> Sent { get; } = [];

    public MessageRecord? Record { get; private set; }

    public FlowIdentity Flow { get; } = new("acme", "test", 1);

    public TimeProvider Time => test.Time;

    public PayloadSpool Spool => test.Spool;

    public ICredentialSource Credentials => this;

    public ITenantStores Stores => test.Stores ?? throw new NotSupportedException();

    public IServiceProvider Services => this;

    public ReadOnlyMemory<byte> Resource(ResourceReference reference) => Encoding.UTF8.GetBytes(test.Files[reference.Path]);

    public void WriteLog(Exchange exchange, LogSeverity severity, string text) => Lines.Add((severity, text));

    public ValueTask<Credential?> FindAsync(string name, CancellationToken cancel) => new(test.Credentials.FirstOrDefault(credential => credential.Name == name));

    public ValueTask<IReadOnlyList<T>> ListAsync<T>(CancellationToken cancel)
        where T : Credential => new([.. test.Credentials.OfType<T>()]);

    /// <summary>Runs channels that fetch their messages; null: none runs.</summary>
    public Core.Adapters.IChannelStreams? Streams { get; init; }

    public object? GetService(Type serviceType) => serviceType switch
    {
        _ when serviceType == typeof(TestFlowContext) => this,
        _ when serviceType == typeof(Core.Adapters.IChannelStreams) => Streams,
        _ => Adapters.GetService(serviceType),
    };

    public void Begin(MessageRecord record)
    {
    }

    public void End(MessageRecord record) => Record = record;

    internal Outcome Receive(Exchange exchange) => test.Receiver(exchange);
}
