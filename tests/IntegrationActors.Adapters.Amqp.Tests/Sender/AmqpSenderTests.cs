using System.Text;
using Amqp;
using Amqp.Framing;
using Amqp.Types;
using IntegrationActors.Adapters.Amqp.Tests.Support;
using IntegrationActors.Contracts;
using IntegrationActors.Core.MessageLog;

namespace IntegrationActors.Adapters.Amqp.Tests.Sender;

/// <summary>What a flow sees of a message, and what the broker sees of a run.</summary>
public sealed class AmqpSenderTests() : PeerTest(ownServer: true)
{
    public static TheoryData<string, string> Bodies => new()
    {
        { "text", "Größe 日本語" },
        { "binary", "bytes" },
        { "map", """{"größe":"L","zahl":3}""" },
        { "nothing", "" },
    };

    [ServerTheory]
    [MemberData(nameof(Bodies))]
    public async Task Bodies_of_all_kinds_become_bytes(string kind, string expected)
    {
        RestrictedDescribed body = kind switch
        {
            "text" => new AmqpValue { Value = expected },
            "binary" => new AmqpValue { Value = Encoding.UTF8.GetBytes(expected) },
            "map" => new AmqpValue { Value = new Map { ["größe"] = "L", ["zahl"] = 3 } },
            _ => new AmqpValue { Value = null },
        };
        await Peer.Broker.PutAsync(Peer.Queue, new Message { BodySection = body });

        await TakeAsync();
        await EndedAsync(1);

        Assert.Equal(expected, Assert.Single(Host.Sink.Taken).Text);
    }

    [ServerFact]
    public async Task A_flow_finds_properties_and_the_application_properties_that_are_allowed()
    {
        var message = new Message { BodySection = new Data { Binary = [1] }, Header = new Header { Durable = true, Priority = 7 }, Properties = new Properties(), ApplicationProperties = new ApplicationProperties() };
        message.Properties.MessageId = "größe-1";
        message.Properties.CorrelationId = "c-1";
        message.Properties.Subject = "order";
        message.Properties.ContentType = "application/json";
        message.Properties.CreationTime = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);
        message.ApplicationProperties["x-kunde"] = "Müller & 日本 🚚";
        message.ApplicationProperties["x-count"] = 42;
        message.ApplicationProperties["x-yes"] = true;
        message.ApplicationProperties["secret"] = "stays out";
        message.ApplicationProperties["CamelHttpUri"] = "http://evil.example.com";
        message.ApplicationProperties["JMSType"] = "forged";
        await Peer.Broker.PutAsync(Peer.Queue, message);

        await TakeAsync("allowedHeaders: [\"x-.*\"]");
        await EndedAsync(1);

        var headers = Assert.Single(Host.Sink.Taken).Headers;
        Assert.Equal(("größe-1", "c-1", "order", "application/json"), (headers["JMSMessageID"], headers["JMSCorrelationID"], headers["JMSType"], headers["Content-Type"]));
        Assert.Equal(("1767323045000", "7", "2", "1"), (headers["JMSTimestamp"], headers["JMSPriority"], headers["JMSDeliveryMode"], headers["JMSXDeliveryCount"]));
        Assert.Equal(("Müller & 日本 🚚", "42", "true"), (headers["x-kunde"], headers["x-count"], headers["x-yes"]));
        Assert.False(headers.ContainsKey("secret") || headers.ContainsKey("CamelHttpUri"));
    }

    [ServerFact]
    public async Task A_message_that_fails_is_counted_by_the_broker_and_ends_among_the_dead_letters()
    {
        Host.Sink.Before = (_, _) => throw new Core.Exchanges.FaultException("IA9999", "never");
        await Peer.Broker.PutAsync(Peer.Queue, "bad"u8.ToArray());

        await TakeAsync("retry: { attempts: 3, pause: 0s }");
        await Eventually.HoldsAsync(() => Peer.Depth("DLQ") == 1, () => $"begun {Host.Sink.Begun}, ended {string.Join(", ", Host.Ended.Select(r => $"{r.Status} {r.Fault}"))}, waiting {Peer.Waiting()}, dead {Peer.Depth("DLQ")}");
        await EndedAsync(3);

        Assert.Equal(3, Host.Sink.Begun);
        Assert.All(Host.Ended, record => Assert.Equal(MessageStatus.Failed, record.Status));
        Assert.Equal(0, Peer.Depth(Peer.Queue));
    }

    [ServerFact]
    public async Task A_node_counts_for_a_broker_that_does_not()
    {
        Host.Sink.Before = (_, _) => throw new Core.Exchanges.FaultException("IA9999", "never");
        await Peer.Broker.PutAsync(Peer.Queue, new Message { BodySection = new Data { Binary = [1] }, Properties = new Properties { MessageId = "m-1" } });

        await TakeAsync("retry: { attempts: 4, pause: 0s, outcome: released }");
        await Eventually.HoldsAsync(() => Peer.Depth("DLQ") == 1);

        Assert.Equal(4, Host.Sink.Begun);
    }

    [ServerFact]
    public async Task A_node_counts_messages_without_an_id_by_their_content()
    {
        Host.Sink.Before = async (exchange, cancel) =>
        {
            if ((await exchange.Body.ReadTextAsync(cancel)).StartsWith("bad", StringComparison.Ordinal))
            {
                throw new Core.Exchanges.FaultException("IA9999", "never");
            }
        };
        foreach (var text in (string[])["bad 1", "good", "bad 2"])
        {
            await Peer.Broker.PutAsync(Peer.Queue, new Message { BodySection = new Data { Binary = Encoding.UTF8.GetBytes(text) } });
        }

        await TakeAsync("retry: { attempts: 3, pause: 0s, outcome: released }");
        await Eventually.HoldsAsync(() => Peer.Depth("DLQ") == 2 && Host.Ended.Count == 7, () => $"{Host.Ended.Count} ended");

        Assert.Equal("good", Assert.Single(Host.Sink.Taken).Text);
        Assert.Equal(7, Host.Sink.Begun);
        Assert.Equal(0, Peer.Waiting() - Peer.Depth("DLQ"));
    }

    [ServerFact]
    public async Task A_failed_message_that_is_held_does_not_hold_up_the_others()
    {
        Host.Sink.Before = (exchange, _) => exchange.Headers["JMSMessageID"] == "bad" ? throw new Core.Exchanges.FaultException("IA9999", "never") : Task.CompletedTask;
        await Peer.Broker.PutAsync(Peer.Queue, new Message { BodySection = new Data { Binary = [1] }, Properties = new Properties { MessageId = "bad" } });
        await Peer.Broker.PutAsync(Peer.Queue, [.. Enumerable.Range(0, 20).Select(_ => new Message { BodySection = new Data { Binary = [1] } })]);

        var flow = await TakeAsync("retry: { pause: 10m }");
        await Eventually.HoldsAsync(() => Host.Sink.Taken.Count == 20);
        await flow.RetireAsync(TimeSpan.FromSeconds(5));

        await Eventually.HoldsAsync(() => Peer.Depth(Peer.Queue) == 1);
    }

    [ServerFact]
    public async Task An_expired_message_is_logged_and_rejected_without_a_run()
    {
        var message = new Message { BodySection = new Data { Binary = [1] }, Properties = new Properties { AbsoluteExpiryTime = DateTime.UnixEpoch.AddYears(30) } };
        await Peer.Broker.PutAsync(Peer.Queue, message);

        await TakeAsync();
        await EndedAsync(1);

        Assert.Equal("IA3896", Host.Ended.Single().Fault?.Code);
        Assert.Equal(0, Host.Sink.Begun);
        await Eventually.HoldsAsync(() => Peer.Depth("DLQ") == 1);
    }

    [ServerFact]
    public async Task An_expired_message_is_taken_when_the_channel_says_so()
    {
        await Peer.Broker.PutAsync(Peer.Queue, new Message { BodySection = new Data { Binary = [1] }, Properties = new Properties { AbsoluteExpiryTime = DateTime.UnixEpoch.AddYears(30) } });

        await TakeAsync("consumeExpired: true");
        await EndedAsync(1);

        Assert.Equal(1, Host.Sink.Begun);
    }

    [ServerFact]
    public async Task A_message_that_is_too_large_is_rejected_and_the_next_one_runs()
    {
        await Peer.Broker.PutAsync(Peer.Queue, new byte[2_000_000]);
        await Peer.Broker.PutAsync(Peer.Queue, "next"u8.ToArray());

        await TakeAsync("maxMessageSize: 1MB");
        await EndedAsync(2);

        Assert.Contains(Host.Ended, record => record.Fault?.Code == "IA3892");
        Assert.Equal("next", Assert.Single(Host.Sink.Taken).Text);
    }

    [ServerFact]
    public async Task The_answer_goes_to_the_reply_to_address()
    {
        await Host.DeployAsync($"from: {{ amqp: {{ {Peer.Access()} }} }}\nsteps:\n  - set: {{ headers: {{ antwort: \"ja 🚚\" }}, body: \"got ${{body}}\" }}");

        var answer = await Peer.Broker.AskAsync(Peer.Queue, new Message { BodySection = new Data { Binary = "this"u8.ToArray() }, Properties = new Properties { MessageId = "r-1" } });

        Assert.Equal("got this", Encoding.UTF8.GetString((byte[])answer.Body));
        Assert.Equal(("r-1", "ja 🚚"), (answer.Properties.CorrelationId, (string)answer.ApplicationProperties["antwort"]));
    }

    [ServerFact]
    public async Task No_answer_goes_anywhere_when_the_channel_says_so()
    {
        await Peer.Broker.PutAsync(Peer.Queue, new Message { BodySection = new Data { Binary = [1] }, Properties = new Properties { ReplyTo = $"{Peer.Queue}-answers" } });

        await TakeAsync("disableReplyTo: true");
        await EndedAsync(1);

        Assert.Equal(0, Peer.Depth($"{Peer.Queue}-answers"));
    }
}
