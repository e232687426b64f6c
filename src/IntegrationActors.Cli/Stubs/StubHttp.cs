using IntegrationActors.Adapters.Https.Receiver;
using IntegrationActors.Adapters.Https.Receiver.Connections;
using IntegrationActors.Adapters.OAuth;
using IntegrationActors.Cli.Local.Running;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Steps;
using IntegrationActors.Core.Stores;

namespace IntegrationActors.Cli.Stubs;

/// <summary>
/// Stands in for an HTTP server behind the real receiver adapter: address, headers, retries and status are treated as with a real server, only that nothing goes to the network and
/// nobody waits between attempts.
/// </summary>
internal sealed class StubHttp(IFlowContext context, HttpConnectionPools pools, TokenCache tokens) : IFlowContext, IServiceProvider
{
    public FlowIdentity Flow => context.Flow;

    public TimeProvider Time { get; } = new NoPauses(context.Time);

    public PayloadSpool Spool => context.Spool;

    public ICredentialSource Credentials => AnyCredential.Instance;

    public ITenantStores Stores => context.Stores;

    public IServiceProvider Services => this;

    public IReadOnlyList<string> AllowedHeaders => context.AllowedHeaders;

    public static IReceiverAdapter Stand(Stub stub, ReceiverChannel channel, IFlowContext context)
    {
        var pools = new HttpConnectionPools(context.Time, new StubHttpHandler(stub));
        return new HttpsReceiverAdapter(WithoutTrust((HttpsReceiverOptions)channel.Options), new StubHttp(context, pools, new TokenCache(context.Time, "stub")));
    }

    public object? GetService(Type serviceType) =>
        serviceType == typeof(HttpConnectionPools) ? pools : serviceType == typeof(TokenCache) ? tokens : context.Services.GetService(serviceType);

    public ReadOnlyMemory<byte> Resource(ResourceReference reference) => context.Resource(reference);

    public void WriteLog(Exchange exchange, LogSeverity severity, string text) => context.WriteLog(exchange, severity, text);

    // Nobody shows a certificate here, and there are no credentials that could be one.
    private static HttpsReceiverOptions WithoutTrust(HttpsReceiverOptions options) =>
        options with { TrustedCertificates = [], Token = options.Token is { } token ? token with { TrustedCertificates = [] } : null };

    /// <summary>The clock of the flow, on which every wait is over at once.</summary>
    private sealed class NoPauses(TimeProvider time) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => time.GetUtcNow();

        public override long GetTimestamp() => time.GetTimestamp();

        public override long TimestampFrequency => time.TimestampFrequency;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            TimeProvider.System.CreateTimer(callback, state, dueTime == Timeout.InfiniteTimeSpan ? dueTime : TimeSpan.Zero, period);
    }
}
