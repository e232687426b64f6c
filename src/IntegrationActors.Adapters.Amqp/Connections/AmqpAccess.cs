using IntegrationActors.Adapters.Tls;

namespace IntegrationActors.Adapters.Amqp.Connections;

/// <summary>What one connection needs before anything is sent.</summary>
/// <param name="Login">Who comes.</param>
/// <param name="Trust">Judges the certificate of the broker.</param>
internal sealed record AmqpAccess(AmqpLogin Login, ServerTrust Trust);
