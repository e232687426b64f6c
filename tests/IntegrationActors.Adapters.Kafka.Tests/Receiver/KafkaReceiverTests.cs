using System.Text;
using IntegrationActors.Adapters.Kafka.Tests.Support;
using IntegrationActors.Contracts;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Adapters.Kafka.Tests.Receiver;

public sealed class KafkaReceiverTests() : KafkaTest(3)
{
    [ServerFact]
    public async Task Headers_go_if_they_are_listed_and_none_of_the_runtime()
    {
        var record = await SendAsync("headers: [X-Größe]", ("X-Größe", "日本語 🚚"), ("X-Other", "no"), ("Content-Type", "text/plain"), ("CamelHttpUri", "no"));

        Assert.True(record.Status == MessageStatus.Completed, record.Fault?.ToString());
        var headers = HeadersOf(Assert.Single(Peer.Records(partitions: 3)));
        Assert.Equal(["Content-Type", "SAP_MplCorrelationId", "X-Größe"], headers.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(("日本語 🚚", "text/plain"), (headers["X-Größe"], headers["Content-Type"]));
    }

    [ServerFact]
    public async Task All_headers_are_those_of_the_message_and_not_of_the_record_it_came_from()
    {
        await SendAsync("headers: [\"*\"]", ("X-One", "1"), ("kafka.TOPIC", "other"), ("kafka.OFFSET", "7"), ("kafka.KEY", "key"), ("SAP_Sender", "x"));

        var record = Assert.Single(Peer.Records(partitions: 3));
        Assert.Equal(["SAP_MplCorrelationId", "X-One"], HeadersOf(record).Keys.Order(StringComparer.Ordinal));
        Assert.Equal("key", Encoding.UTF8.GetString(record.Message.Key));
    }

    [ServerFact]
    public async Task A_call_tells_where_the_record_is()
    {
        var flow = await Host.DeployAsync($"from: {{ direct: {{}} }}\nsteps:\n  - call: {{ {Peer.Receiver("partition: \"${header.number}\"")} }}\n  - send: {{ sink: {{}} }}");

        await Host.SendAsync(flow, Payload.FromText("body"), ("number", "2"));

        var headers = Assert.Single(Host.Sink.Taken).Headers;
        Assert.Equal((Peer.Topic, "2", "0"), (headers["kafka.TOPIC"], headers["kafka.PARTITION"], headers["kafka.OFFSET"]));
        Assert.Equal("body", Assert.Single(Host.Sink.Taken).Text);
    }

    [ServerFact]
    public async Task Records_of_one_key_are_in_one_partition()
    {
        var flow = await PutAsync("key: \"${header.key}\"");

        for (var i = 0; i < 30; i++)
        {
            await Host.SendAsync(flow, Payload.FromText("x"), ("key", $"key-{i % 10}"));
        }

        var records = Peer.Records(partitions: 3);
        Assert.All(records.GroupBy(record => Encoding.UTF8.GetString(record.Message.Key)), key => Assert.Single(key.Select(record => record.Partition).Distinct()));
        Assert.True(records.Select(record => record.Partition).Distinct().Count() > 1);
    }

    [ServerTheory]
    [InlineData("topic", "a/b", "IA3849")]
    [InlineData("topic", "", "IA3849")]
    [InlineData("partition", "-1", "IA3849")]
    [InlineData("partition", "99", "IA3843")]
    public async Task A_computed_value_that_can_not_be_used_fails_the_message(string option, string value, string code)
    {
        var channel = option == "topic"
            ? Peer.Receiver().Replace($"topic: {Peer.Topic}", "topic: \"${header.value}\"", StringComparison.Ordinal)
            : Peer.Receiver("partition: \"${header.value}\", deliveryTimeout: 5s");
        var flow = await Host.DeployAsync(SendingTo(channel));

        var record = await Host.SendAsync(flow, Payload.FromText("x"), ("value", value));

        Assert.Equal((MessageStatus.Failed, code), (record.Status, record.Fault?.Code));
    }

    [ServerFact]
    public async Task A_message_that_is_too_large_fails_and_the_next_one_goes()
    {
        var flow = await Host.DeployAsync(SendingTo(Peer.Receiver()).Replace("4MB", "10KB", StringComparison.Ordinal));

        var large = await Host.SendAsync(flow, Payload.FromBytes(new byte[10_241]));
        var small = await Host.SendAsync(flow, Payload.FromBytes(new byte[10_000]));

        Assert.Equal((MessageStatus.Failed, "IA3847"), (large.Status, large.Fault?.Code));
        Assert.True(small.Status == MessageStatus.Completed, small.Fault?.ToString());
    }

    [ServerTheory]
    [InlineData("compression: gzip")]
    [InlineData("compression: snappy")]
    [InlineData("compression: lz4")]
    [InlineData("compression: zstd")]
    [InlineData("batching: false")]
    [InlineData("acks: leader")]
    [InlineData("idempotent: false, maxInFlight: 1")]
    [InlineData("linger: 50ms, batchSize: 10KB")]
    public async Task However_it_is_sent_the_body_is_the_same(string how)
    {
        var body = Encoding.UTF8.GetBytes(string.Join(',', Enumerable.Range(0, 3000)));
        var flow = await PutAsync(how);

        var ended = await Host.SendAsync(flow, Payload.FromBytes(body));

        Assert.True(ended.Status == MessageStatus.Completed, ended.Fault?.ToString());
        Assert.Equal(body, Assert.Single(Peer.Records(partitions: 3)).Message.Value);
    }

    [ServerFact]
    public async Task Without_acknowledgment_a_record_is_sent_and_nothing_more()
    {
        var record = await SendAsync("acks: none");

        Assert.True(record.Status == MessageStatus.Completed, record.Fault?.ToString());
        await Eventually.HoldsAsync(() => Peer.Records(partitions: 3).Count == 1);
    }

    private async Task<MessageRecord> SendAsync(string options, params (string Name, string Value)[] headers)
    {
        var flow = await PutAsync(options);
        return await Host.SendAsync(flow, Payload.FromText("body"), headers);
    }

    private static Dictionary<string, string> HeadersOf(Confluent.Kafka.ConsumeResult<byte[], byte[]> record) =>
        record.Message.Headers.ToDictionary(header => header.Key, header => Encoding.UTF8.GetString(header.GetValueBytes()));
}
