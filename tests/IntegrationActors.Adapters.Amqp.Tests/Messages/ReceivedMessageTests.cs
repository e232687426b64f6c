using System.Text;
using Amqp;
using Amqp.Framing;
using Amqp.Types;
using IntegrationActors.Adapters.Amqp.Connections;
using IntegrationActors.Adapters.Amqp.Messages;
using IntegrationActors.Adapters.HeaderFilters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Adapters.Amqp.Tests.Messages;

/// <summary>What becomes of content.</summary>
public sealed class ReceivedMessageTests
{
    private static readonly ByteSize Limit = new(10_000_000);

    [Fact]
    public async Task A_sequence_and_described_values_become_JSON()
    {
        var list = new List<object?> { "a\"ü", true, null, 1.5, long.MinValue, new Map { ["k"] = new DescribedValue(new Symbol("x"), 7) } };

        var text = await TextOfAsync(Bytes(new Message { BodySection = new AmqpSequence { List = list } }));

        Assert.Equal("""["a\"ü",true,null,1.5,-9223372036854775808,{"k":7}]""", text);
    }

    [Fact]
    public async Task Several_data_sections_are_one_body()
    {
        var data = new DataList();
        data.Add(new Data { Binary = "ab"u8.ToArray() });
        data.Add(new Data { Binary = "cd"u8.ToArray() });

        Assert.Equal("abcd", await TextOfAsync(Bytes(new Message { BodySection = data })));
    }

    [Theory]
    [InlineData("00")]
    [InlineData("005300")]
    [InlineData("00537745")]
    [InlineData("005375a1026162")]
    [InlineData("005374c10301a10161")]
    [InlineData("41")]
    public void What_is_no_message_is_a_fault_and_nothing_else(string bytes)
    {
        try
        {
            ReceivedMessage.Read(Content(Convert.FromHexString(bytes)), Limit);
        }
        catch (FaultException e)
        {
            Assert.Equal("IA3895", e.Fault.Code);
        }
    }

    [Fact]
    public void A_message_of_zeros_ends_nothing() => Assert.Equal("IA3895", Assert.Throws<FaultException>(() => ReceivedMessage.Read(Content([0, 0x53, 0x77, .. new byte[1_000_000]]), Limit)).Fault.Code);

    [Fact]
    public void Random_changes_of_a_message_are_messages_or_faults()
    {
        var whole = Bytes(new Message { Header = new Header { Durable = true }, Properties = new Properties { MessageId = "m", UserId = [1] }, ApplicationProperties = new ApplicationProperties { ["a"] = 1, ["b"] = new[] { "x", "y" } }, BodySection = new AmqpValue { Value = new Map { ["l"] = new List<object> { 1, "2" } } } });
        var random = new Random(7);

        for (var i = 0; i < 20_000; i++)
        {
            var changed = whole.ToArray();
            for (var changes = random.Next(1, 4); changes > 0; changes--)
            {
                changed[random.Next(changed.Length)] = (byte)random.Next(256);
            }

            try
            {
                var message = ReceivedMessage.Read(Content(changed), Limit);
                message.ToMessage(new InboundHeaders(["*"]));
            }
            catch (FaultException e)
            {
                Assert.Equal("IA3895", e.Fault.Code);
            }
        }
    }

    private static async Task<string> TextOfAsync(byte[] bytes)
    {
        var message = ReceivedMessage.Read(Content(bytes), Limit).ToMessage(new InboundHeaders([]));
        return Encoding.UTF8.GetString((await message.Body.ReadBytesAsync(CancellationToken.None)).Span);
    }

    private static ArrivingContent Content(byte[] bytes)
    {
        var content = new ArrivingContent(Limit.Bytes);
        content.Add(bytes, hasMore: false);
        return content;
    }

    private static byte[] Bytes(Message message)
    {
        var buffer = message.Encode();
        return buffer.Buffer.AsSpan(buffer.Offset, buffer.Length).ToArray();
    }
}
