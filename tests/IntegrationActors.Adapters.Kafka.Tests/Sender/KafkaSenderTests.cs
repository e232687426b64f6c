using System.Text;
using Confluent.Kafka;
using IntegrationActors.Adapters.Kafka.Tests.Support;
using IntegrationActors.Contracts;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;

namespace IntegrationActors.Adapters.Kafka.Tests.Sender;

public sealed class KafkaSenderTests() : KafkaTest(2)
{
    [ServerFact]
    public async Task The_flow_finds_in_headers_where_a_record_came_from()
    {
        await Peer.PutAsync(new Message<byte[], byte[]> { Value = [1], Timestamp = new Timestamp(1_700_000_000_123, TimestampType.CreateTime) }, partition: 1);
        await Peer.PutAsync(new Message<byte[], byte[]> { Key = "Schlüssel"u8.ToArray(), Value = [2] }, partition: 1);

        await TakeAsync();
        await EndedAsync(2);

        var first = Host.Sink.Taken.First().Headers;
        Assert.Equal((Peer.Topic, "1", "0", "1700000000123"), (first["kafka.TOPIC"], first["kafka.PARTITION"], first["kafka.OFFSET"], first["kafka.TIMESTAMP"]));
        Assert.DoesNotContain("kafka.KEY", first.Keys);
        Assert.Equal("Schlüssel", Host.Sink.Taken.Last().Headers["kafka.KEY"]);
    }

    [ServerFact]
    public async Task Headers_come_in_if_they_are_allowed_and_none_pretends_to_be_of_the_runtime()
    {
        var headers = new Headers
        {
            { "X-Größe", "日本語 🚚"u8.ToArray() }, { "X-Bytes", [0xff, 0xfe] }, { "X-Twice", "1"u8.ToArray() }, { "X-Twice", "2"u8.ToArray() }, { "Y-Other", "no"u8.ToArray() },
            { "kafka.TOPIC", "forged"u8.ToArray() }, { "CamelHttpUri", "http://evil"u8.ToArray() }, { "Content-Type", "text/plain"u8.ToArray() }, { "SAP_MplCorrelationId", "abc-1"u8.ToArray() },
        };
        await Peer.PutAsync(new Message<byte[], byte[]> { Value = [1], Headers = headers });

        await TakeAsync("allowedHeaders: [\"X-.*\", \"kafka.*\", \"Camel.*\"]");
        await EndedAsync(1);

        var came = Assert.Single(Host.Sink.Taken).Headers;
        Assert.Equal(("日本語 🚚", Convert.ToBase64String([0xff, 0xfe]), "2", "text/plain"), (came["X-Größe"], came["X-Bytes"], came["X-Twice"], came["Content-Type"]));
        Assert.Equal(Peer.Topic, came["kafka.TOPIC"]);
        Assert.DoesNotContain("Y-Other", came.Keys);
        Assert.DoesNotContain("CamelHttpUri", came.Keys);
        Assert.Equal("abc-1", Assert.Single(Host.Ended).CorrelationId);
    }

    [ServerFact]
    public async Task A_record_without_value_is_an_empty_message()
    {
        await Peer.PutAsync(new Message<byte[], byte[]> { Key = "gone"u8.ToArray() });

        await TakeAsync();
        await EndedAsync(1);

        Assert.Equal(0, Assert.Single(Host.Sink.Taken).Length);
    }

    [ServerFact]
    public async Task Records_of_a_partition_keep_their_order_and_a_failing_one_holds_up_its_partition_alone()
    {
        for (var i = 0; i < 40; i++)
        {
            await Peer.PutAsync(new Message<byte[], byte[]> { Value = Encoding.UTF8.GetBytes($"{i % 2}-{i / 2:00}") }, i % 2);
        }

        var failures = 0;
        Host.Sink.After = async (exchange, cancel) =>
        {
            if (await exchange.Body.ReadTextAsync(cancel) == "0-05" && Interlocked.Increment(ref failures) <= 3)
            {
                throw new FaultException("IA9999", "not yet");
            }
        };
        await TakeAsync();
        await Eventually.HoldsAsync(() => Host.Ended.Count(record => record.Status == MessageStatus.Completed) == 40);

        var taken = Host.Sink.Taken.Select(delivered => delivered.Text).ToArray();
        Assert.Equal(taken.Where(text => text[0] == '0').Order(StringComparer.Ordinal), taken.Where(text => text[0] == '0'));
        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"1-{i:00}"), taken.Where(text => text[0] == '1'));
        Assert.Equal(4, taken.Count(text => text == "0-05"));
        Assert.Single(Host.Ended.Where(record => record.Status == MessageStatus.Retry).Select(record => record.Id).Distinct());
        Assert.Equal(0, Peer.Waiting(2));
    }

    [ServerFact]
    public async Task A_failed_record_is_skipped_when_the_channel_says_so()
    {
        await Peer.PutAsync(new Message<byte[], byte[]> { Value = "bad"u8.ToArray() }, 0);
        await Peer.PutAsync(new Message<byte[], byte[]> { Value = "good"u8.ToArray() }, 0);
        Host.Sink.After = async (exchange, cancel) => Fail(await exchange.Body.ReadTextAsync(cancel) == "bad");

        await TakeAsync("errorHandling: skip");
        await EndedAsync(2);

        // Which of them is logged first is open: one commit may settle both.
        Assert.Equal(["bad", "good"], Host.Sink.Taken.Select(delivered => delivered.Text));
        Assert.Equal("IA9999", Assert.Single(Host.Ended, record => record.Status == MessageStatus.Failed).Fault?.Code);
        Assert.Single(Host.Ended, record => record.Status == MessageStatus.Completed);
        Assert.Equal(0, Peer.Waiting(2));
    }

    [ServerFact]
    public async Task A_failed_record_goes_to_another_topic_after_so_many_tries()
    {
        var deadLetters = $"{Peer.Topic}.dead";
        Peer.Make(deadLetters, 1);
        await Peer.PutAsync(new Message<byte[], byte[]> { Key = "k"u8.ToArray(), Value = "bad"u8.ToArray(), Headers = new Headers { { "X-Größe", "ü"u8.ToArray() } } }, 1);
        Host.Sink.After = (_, _) => throw new FaultException("IA9999", "never works");

        await TakeAsync($"errorHandling: deadLetter, deadLetterTopic: {deadLetters}, attempts: 3");
        await EndedAsync(3);

        var record = Assert.Single(Peer.Records(deadLetters));
        var headers = record.Message.Headers.ToDictionary(header => header.Key, header => Encoding.UTF8.GetString(header.GetValueBytes()));
        Assert.Equal(("k", "bad", "ü"), (Encoding.UTF8.GetString(record.Message.Key), Encoding.UTF8.GetString(record.Message.Value), headers["X-Größe"]));
        Assert.Equal((Peer.Topic, "1", "0", "IA9999"), (headers["dlt.topic"], headers["dlt.partition"], headers["dlt.offset"], headers["dlt.code"]));
        Assert.Contains("never works", headers["dlt.message"], StringComparison.Ordinal);
        Assert.Equal([MessageStatus.Retry, MessageStatus.Retry, MessageStatus.Failed], Host.Ended.OrderBy(run => run.StartedTimestamp).Select(run => run.Status));
        Assert.Equal(headers["dlt.messageId"], Assert.Single(Host.Ended.Select(run => run.Id.ToString()).Distinct()));
        Assert.Equal(0, Peer.Waiting(2));
    }

    [ServerFact]
    public async Task Without_order_records_run_side_by_side_and_one_that_has_not_ended_is_not_passed_over()
    {
        var go = new TaskCompletionSource();
        for (var i = 0; i < 10; i++)
        {
            await Peer.PutAsync(new Message<byte[], byte[]> { Value = [(byte)i] }, 0);
        }

        Host.Sink.After = async (exchange, cancel) =>
        {
            if ((await exchange.Body.ReadBytesAsync(cancel)).Span[0] == 0)
            {
                await go.Task.WaitAsync(cancel);
            }
        };
        await TakeAsync("order: none");
        await EndedAsync(9);
        var during = Peer.Waiting(2);
        go.SetResult();
        await EndedAsync(10);

        Assert.Equal(10, during);
        Assert.Equal(0, Peer.Waiting(2));
    }

    [ServerFact]
    public async Task A_channel_that_holds_few_records_takes_all_of_them_in_their_order()
    {
        for (var i = 0; i < 100; i++)
        {
            await Peer.PutAsync(new Message<byte[], byte[]> { Value = Encoding.UTF8.GetBytes($"{i:00}") }, 0);
        }

        await TakeAsync("prefetch: 3");
        await EndedAsync(100);

        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"{i:00}"), Host.Sink.Taken.Select(delivered => delivered.Text));
        Assert.Equal(0, Peer.Waiting(2));
    }

    [ServerFact]
    public async Task A_pattern_takes_all_topics_of_a_kind()
    {
        var family = $"f{Guid.NewGuid():N}";
        Peer.Make($"{family}.one", 1);
        Peer.Make($"{family}.two", 1);
        Peer.Make($"{family}x", 1);

        await Host.DeployAsync(TakingFrom(Peer.Sender(topic: $"{family}.*")));
        foreach (var topic in (string[])["one", "two"])
        {
            await Peer.PutToAsync($"{family}.{topic}", Encoding.UTF8.GetBytes(topic));
        }

        await Peer.PutToAsync($"{family}x", "none"u8.ToArray());
        await EndedAsync(2);

        Assert.Equal(["one", "two"], Host.Sink.Taken.Select(delivered => delivered.Text).Order(StringComparer.Ordinal));
    }

    [ServerFact]
    public async Task A_group_that_begins_at_the_end_keeps_that_place_when_nothing_could_be_processed()
    {
        await Peer.PutAsync(new Message<byte[], byte[]> { Value = "old"u8.ToArray() }, 0);
        var flow = await Host.DeployAsync(TakingFrom(Peer.Sender().Replace("earliest", "latest", StringComparison.Ordinal)));
        await Eventually.HoldsAsync(() => Peer.Waiting(2) == 0);

        Host.Sink.Before = (_, _) => throw new FaultException("IA9999", "not yet");
        await Peer.PutAsync(new Message<byte[], byte[]> { Value = "new"u8.ToArray() }, 0);
        await EndedAsync(1);
        await flow.RetireAsync(TimeSpan.Zero);
        Host.Sink.Before = (_, _) => Task.CompletedTask;
        await Host.DeployAsync(TakingFrom(Peer.Sender().Replace("earliest", "latest", StringComparison.Ordinal)));
        await Eventually.HoldsAsync(() => Host.Sink.Taken.Count == 1);

        Assert.Equal("new", Assert.Single(Host.Sink.Taken).Text);
    }

    private static void Fail(bool fails)
    {
        if (fails)
        {
            throw new FaultException("IA9999", "no");
        }
    }
}
