using Amqp;
using Amqp.Framing;
using Amqp.Types;
using IntegrationActors.Adapters.Amqp.Messages;

namespace IntegrationActors.Adapters.Amqp.Tests.Messages;

public sealed class ContentIdentityTests
{
    [Fact]
    public void What_a_delivery_adds_changes_nothing()
    {
        var once = Of(Message("body", "x"));
        var again = Message("body", "x");
        again.Header = new Header { DeliveryCount = 3, Durable = true };
        again.DeliveryAnnotations = new DeliveryAnnotations { [new Symbol("x-a")] = 1 };
        again.MessageAnnotations = new MessageAnnotations { [new Symbol("x-b")] = 2 };
        again.Footer = new Footer { [new Symbol("x-c")] = 3 };

        Assert.Equal(once, Of(again));
    }

    [Theory]
    [InlineData("other", "x", null)]
    [InlineData("body", "y", null)]
    [InlineData("body", "x", "subject")]
    public void What_the_producer_says_tells_messages_apart(string body, string property, string? subject)
    {
        var message = Message(body, property);
        message.Properties = subject is null ? null : new Properties { Subject = subject };

        Assert.NotEqual(Of(Message("body", "x")), Of(message));
    }

    private static Message Message(string body, string property) => new() { BodySection = new AmqpValue { Value = body }, ApplicationProperties = new ApplicationProperties { ["p"] = property } };

    private static string Of(Message message)
    {
        var bytes = message.Encode();
        return ContentIdentity.Of(bytes.Buffer.AsSpan(bytes.Offset, bytes.Length));
    }
}
