using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;

namespace IntegrationActors.Runtime.Telemetry;

/// <summary>Ended messages of one flow by status. Counted on the path of every message, read when somebody looks.</summary>
internal sealed class FlowCounters(string tenant, string flow)
{
    private readonly long[] _ended = new long[Enum.GetValues<MessageStatus>().Length];

    public string Tenant { get; } = tenant;

    public string Flow { get; } = flow;

    public static FlowCounters For(FlowIdentity flow) => new(flow.Tenant, flow.Flow);

    public void Ended(MessageStatus status) => Interlocked.Increment(ref _ended[(int)status]);

    public long Read(MessageStatus status) => Interlocked.Read(ref _ended[(int)status]);
}
