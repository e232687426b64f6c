using Amqp;
using Amqp.Framing;
using Amqp.Types;
using IntegrationActors.Adapters.Amqp.Connections;

namespace IntegrationActors.Adapters.Amqp.Tests.Connections;

/// <summary>What content may be parsed.</summary>
public sealed class AmqpValuesTests
{
    [Fact]
    public void A_message_with_everything_is_sound()
    {
        var message = new Message
        {
            Header = new Header { Durable = true, Priority = 3, Ttl = 7, DeliveryCount = 2 },
            MessageAnnotations = new MessageAnnotations { [new Symbol("a")] = new[] { new Symbol("x"), new Symbol("yy") } },
            Properties = new Properties { MessageId = "m", CreationTime = DateTime.UnixEpoch, GroupId = "g", GroupSequence = 1 },
            ApplicationProperties = new ApplicationProperties { ["i"] = 1, ["l"] = long.MaxValue, ["d"] = 1.5, ["t"] = DateTime.UnixEpoch, ["g"] = Guid.Empty, ["b"] = new byte[300], ["n"] = null },
            BodySection = new AmqpValue { Value = new Map { ["list"] = new List<object> { 1, "two", new Map { ["ints"] = new[] { 1, 2, 3 } } } } },
        };

        Assert.True(AmqpValues.AreSound(Bytes(message)));
    }

    [Fact]
    public void Zeros_are_not_sound() => Assert.False(AmqpValues.AreSound(new byte[1_000_000]));

    [Fact]
    public void Deep_lists_are_not_sound()
    {
        byte[] list = [0x45];
        for (var i = 0; i < 100; i++)
        {
            list = [0xd0, 0, 0, (byte)((list.Length + 4) >> 8), (byte)(list.Length + 4), 0, 0, 0, 1, .. list];
        }

        Assert.False(AmqpValues.AreSound(list));
    }

    [Theory]
    [InlineData("f0000000060000ffff4045", "an array of very many nothings")]
    [InlineData("c00a0045454545454545454500", "a list whose size says more than its count")]
    [InlineData("d0ffffffff00000001", "a size beyond the end")]
    [InlineData("b07fffffff00", "bytes beyond the end")]
    [InlineData("c1", "a map without a size")]
    [InlineData("005375", "a section without a value")]
    [InlineData("e0060102c0020145", "an array of lists")]
    [InlineData("30", "no type")]
    public void What_says_one_thing_and_is_another_is_not_sound(string bytes, string what) => Assert.False(AmqpValues.AreSound(Convert.FromHexString(bytes)), what);

    [Fact]
    public void Every_part_of_a_message_that_is_cut_anywhere_is_sound_or_not_but_never_breaks()
    {
        var whole = Bytes(new Message { Properties = new Properties { MessageId = "m" }, ApplicationProperties = new ApplicationProperties { ["a"] = new[] { "x", "y" } }, BodySection = new Data { Binary = new byte[10] } });

        for (var length = 1; length < whole.Length; length++)
        {
            AmqpValues.AreSound(whole.AsSpan(0, length));
        }

        Assert.True(AmqpValues.AreSound(whole));
    }

    private static byte[] Bytes(Message message)
    {
        var buffer = message.Encode();
        return buffer.Buffer.AsSpan(buffer.Offset, buffer.Length).ToArray();
    }
}
