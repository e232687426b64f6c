using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Runtime.Flows;

namespace IntegrationActors.Runtime.Telemetry;

/// <summary>What can be measured about flows. The path of a message only counts up; tags are put together when somebody reads.</summary>
internal sealed class FlowMeter : IDisposable
{
    public const string Name = "IntegrationActors.Runtime";

    private static readonly MessageStatus[] FinalStatuses = [.. Enum.GetValues<MessageStatus>().Where(s => s is not (MessageStatus.Processing or MessageStatus.Retry))];

    private readonly ConcurrentDictionary<(string Tenant, string Flow), FlowCounters> _counters = new();
    private readonly Meter _meter = new(Name);
    private readonly Counter<long> _starts;
    private readonly Counter<long> _channelFailures;

    public FlowMeter()
    {
        _meter.CreateObservableCounter("flow.messages", Ended, "{message}", "Messages that ended, by outcome");
        _meter.CreateObservableUpDownCounter("flow.in_flight", () => Gauge(f => f.InFlight), "{message}", "Messages being processed");
        _meter.CreateObservableUpDownCounter("flow.waiting", () => Gauge(f => f.Waiting), "{message}", "Messages waiting for admission");
        _starts = _meter.CreateCounter<long>("flow.starts", "{start}", "Attempts to start a version of a flow, by outcome");
        _channelFailures = _meter.CreateCounter<long>("flow.channel_failures", "{failure}", "Failures of channels that fetch messages");
    }

    /// <summary>Versions whose messages are counted as being inside.</summary>
    public Func<IEnumerable<RunningFlow>> Running { get; set; } = () => [];

    public FlowCounters Counters(FlowIdentity flow) => _counters.GetOrAdd((flow.Tenant, flow.Flow), static (_, id) => FlowCounters.For(id), flow);

    public void Start(FlowIdentity flow, string outcome) => _starts.Add(1, Tag("tenant", flow.Tenant), Tag("flow", flow.Flow), Tag("outcome", outcome));

    public void ChannelFailure(FlowIdentity flow) => _channelFailures.Add(1, Tag("tenant", flow.Tenant), Tag("flow", flow.Flow));

    public void Dispose() => _meter.Dispose();

    private IEnumerable<Measurement<long>> Ended() =>
        from counters in _counters.Values
        from status in FinalStatuses
        let count = counters.Read(status)
        where count > 0
        select new Measurement<long>(count, Tag("tenant", counters.Tenant), Tag("flow", counters.Flow), Tag("outcome", OutcomeOf(status)));

    // Old versions that are being drained count with the flow they belong to.
    private IEnumerable<Measurement<int>> Gauge(Func<RunningFlow, int> value) =>
        from running in Running()
        group running by (running.Identity.Tenant, running.Identity.Flow) into flow
        select new Measurement<int>(flow.Sum(value), Tag("tenant", flow.Key.Tenant), Tag("flow", flow.Key.Flow));

    private static string OutcomeOf(MessageStatus status) => status switch
    {
        MessageStatus.Completed => "completed",
        MessageStatus.Failed => "failed",
        MessageStatus.Escalated => "escalated",
        MessageStatus.Cancelled => "cancelled",
        MessageStatus.Discarded => "discarded",
        _ => "abandoned",
    };

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
