using IntegrationActors.Adapters.HeaderFilters;
using IntegrationActors.Adapters.RabbitMq.Messages;
using IntegrationActors.Adapters.RabbitMq.Sender;
using IntegrationActors.Core.Exchanges;
using RabbitMQ.Client;

namespace IntegrationActors.Adapters.RabbitMq.Publishing;

/// <summary>A message on its way to a broker.</summary>
/// <param name="Exchange">Where it goes; an empty name is the default exchange, which knows each queue by its name.</param>
/// <param name="RoutingKey">With which key.</param>
/// <param name="Mandatory">Whether some queue has to want it.</param>
/// <param name="Properties">What is said of it.</param>
/// <param name="Body">The body.</param>
internal sealed record Letter(string Exchange, string RoutingKey, bool Mandatory, BasicProperties Properties, ReadOnlyMemory<byte> Body)
{
    /// <summary>Longest name and routing key of AMQP, in bytes.</summary>
    public const int LongestShortText = 255;

    /// <summary>The answer to a message, to whom it asks for.</summary>
    public static async ValueTask<Letter> ReplyAsync(Exchange exchange, IReadOnlyBasicProperties asked, RabbitMqSenderOptions options, CancellationToken cancel)
    {
        var properties = SentProperties.Of(exchange, new OutboundHeaders(options.ReplyHeaders));
        properties.CorrelationId = asked.CorrelationId ?? asked.MessageId;
        return new Letter("", asked.ReplyTo!, Mandatory: true, properties, await exchange.Body.ReadBytesAsync(cancel));
    }
}
