using System.Globalization;
using IntegrationActors.Adapters.Kafka.Tests.Support;
using IntegrationActors.Contracts;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Engine.Inlets;

namespace IntegrationActors.Adapters.Kafka.Tests.Sender;

/// <summary>Groups whose offset is gone, because the cluster deleted records (retention) while nobody took them.</summary>
public sealed class KafkaExpiryTests() : KafkaTest(server: Server)
{
    private static readonly Lazy<TestServer> Server = new(() => KafkaPeer.Start());

    [ServerTheory]
    [InlineData("latest")]
    [InlineData("earliest")]
    public async Task A_group_whose_offset_is_gone_goes_on_with_the_oldest_record_and_tells_how_many_are_gone(string reset)
    {
        await BeginAsync(reset);
        await Peer.PutAsync(Bodies(10, 20));
        Trim(25);

        var flow = await DeployAsync(reset);
        await Eventually.HoldsAsync(() => Host.Sink.Taken.Count == 15, () => $"{Host.Sink.Taken.Count} came, {flow.Channels[0]}");
        await Eventually.HoldsAsync(() => Peer.Waiting() == 0);

        Assert.Equal(Enumerable.Range(0, 10).Concat(Enumerable.Range(25, 5)), Host.Sink.Taken.Select(taken => int.Parse(taken.Text, CultureInfo.InvariantCulture)));
        Assert.Equal((ChannelState.Connected, "1 partition, 15 records were gone before they could be taken"), (flow.Channels[0].State, flow.Channels[0].Activity));
    }

    [ServerFact]
    public async Task A_group_that_must_not_choose_stops_with_the_reason_until_its_offset_is_there()
    {
        await BeginAsync("earliest");
        await Peer.PutAsync(Bodies(10, 20));
        Trim(25);

        var flow = await DeployAsync("error");
        await Eventually.HoldsAsync(() => flow.Channels[0].State == ChannelState.Failed, () => flow.Channels[0].ToString());

        Assert.StartsWith("IA3853", flow.Channels[0].Reason, StringComparison.Ordinal);
        Assert.Equal(10, Host.Sink.Taken.Count);
    }

    [ServerFact]
    public async Task A_new_group_begins_with_the_oldest_record_that_is_there_and_nothing_counts_as_gone()
    {
        await Peer.PutAsync(Bodies(0, 20));
        Trim(5);

        var flow = await DeployAsync("earliest");
        await Eventually.HoldsAsync(() => Host.Sink.Taken.Count == 15, () => $"{Host.Sink.Taken.Count} came, {flow.Channels[0]}");

        Assert.Equal("1 partition", flow.Channels[0].Activity);
    }

    /// <summary>The group takes ten records, and goes.</summary>
    private async Task BeginAsync(string reset)
    {
        var flow = await DeployAsync(reset);
        await Eventually.HoldsAsync(() => flow.Channels[0].Activity == "1 partition");
        await Peer.PutAsync(Bodies(0, 10));
        await Eventually.HoldsAsync(() => Host.Sink.Taken.Count == 10 && Peer.Waiting() == 0, () => $"{Host.Sink.Taken.Count} came, {flow.Channels[0]}");
        await flow.RetireAsync(TimeSpan.FromSeconds(5));
    }

    private Task<OpenFlow> DeployAsync(string reset) => Host.DeployAsync(TakingFrom(Peer.Sender().Replace("autoOffsetReset: earliest", $"autoOffsetReset: {reset}", StringComparison.Ordinal)));

    private void Trim(int offset) => Peer.Do(string.Create(CultureInfo.InvariantCulture, $"trim?name={Peer.Topic}&partition=0&offset={offset}"));
}
