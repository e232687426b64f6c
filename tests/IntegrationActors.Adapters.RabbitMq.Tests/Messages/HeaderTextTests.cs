using IntegrationActors.Adapters.RabbitMq.Messages;
using RabbitMQ.Client;

namespace IntegrationActors.Adapters.RabbitMq.Tests.Messages;

public sealed class HeaderTextTests
{
    public static IEnumerable<object?[]> Values =>
    [
        [null, null],
        ["text", "text"],
        ["Größe 🚚"u8.ToArray(), "Größe 🚚"],
        [new byte[] { 0xFF, 0x00 }, "/wA="],
        [true, "true"],
        [-5L, "-5"],
        [1.5, "1.5"],
        [12.30m, "12.30"],
        [new AmqpTimestamp(1), "1000"],
        [new AmqpTimestamp(long.MaxValue), "0"],
        [new List<object?> { "a"u8.ToArray(), 1, null }, "[\"a\",1,null]"],
        [new Dictionary<string, object?> { ["ü"] = new Dictionary<string, object?> { ["t"] = false } }, "{\"ü\":{\"t\":false}}"],
    ];

    [Theory]
    [MemberData(nameof(Values))]
    public void Each_type_of_AMQP_has_a_text(object? value, string? text) => Assert.Equal(text, HeaderText.Of(value));

    [Fact]
    public void Tables_that_are_nested_without_end_are_cut()
    {
        var table = new Dictionary<string, object?>();
        for (var i = 0; i < 1000; i++)
        {
            table = new Dictionary<string, object?> { ["t"] = table };
        }

        Assert.EndsWith("\"…\"" + new string('}', 16), HeaderText.Of(table), StringComparison.Ordinal);
    }
}
