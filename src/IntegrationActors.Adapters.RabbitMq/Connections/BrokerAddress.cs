using System.Globalization;
using IntegrationActors.Adapters.Connections;

namespace IntegrationActors.Adapters.RabbitMq.Connections;

/// <summary>A node of a broker.</summary>
internal readonly record struct BrokerAddress(string Host, int Port, bool Tls)
{
    private const int TlsPort = 5671;
    private const int PlainPort = 5672;

    /// <summary>Reads what was checked before.</summary>
    /// <exception cref="FormatException">It is no host.</exception>
    public static BrokerAddress Parse(string text, bool tls) =>
        HostAddress.TryParse(text, out var address) ? new BrokerAddress(address.Host, address.Port ?? PortOf(tls), tls) : throw new FormatException($"'{text}' is no host");

    public static int PortOf(bool tls) => tls ? TlsPort : PlainPort;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(Tls ? "amqps" : "amqp")}://{Host}:{Port}");
}
