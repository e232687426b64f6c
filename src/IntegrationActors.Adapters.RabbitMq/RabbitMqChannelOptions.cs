using System.ComponentModel.DataAnnotations;
using IntegrationActors.Adapters.Connections;
using IntegrationActors.Adapters.RabbitMq.Connections;
using IntegrationActors.Adapters.RabbitMq.Topology;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Adapters.RabbitMq;

/// <summary>How a channel reaches its RabbitMQ broker and who it is there. AMQP 0-9-1.</summary>
public abstract record RabbitMqChannelOptions : IValidatableObject
{
    /// <summary>
    /// Hosts of the broker: <c>host</c> or <c>host:port</c>, port 5671 if it is left out, 5672 without TLS; an address of version 6 as <c>[::1]:5671</c>. Of several nodes of one cluster the channel
    /// takes one by chance, and another one when that can't be reached.
    /// </summary>
    [Required]
    [MinLength(1)]
    [MaxLength(20)]
    public required IReadOnlyList<string> Hosts { get; init; }

    /// <summary>Virtual host.</summary>
    [DefaultText("/")]
    [StringLength(127, MinimumLength = 1)]
    public string VirtualHost { get; init; } = "/";

    /// <summary>User credentials: user name and password (SASL PLAIN). Without them <c>clientCertificate</c> logs in.</summary>
    public CredentialReference? Credential { get; init; }

    /// <summary>Key pair that is shown to a broker that asks for a certificate. Without <c>credential</c> it is the login as well (SASL EXTERNAL; the broker needs its plugin for that).</summary>
    public CredentialReference? ClientCertificate { get; init; }

    /// <summary>Certificates that the broker's may come from: authorities, or its own. Default: the authorities that the machine trusts.</summary>
    public IReadOnlyList<CredentialReference> TrustedCertificates { get; init; } = [];

    /// <summary>Encrypts the connection (TLS 1.2 or 1.3). Off only in networks in which nobody else can listen: the password goes in clear then.</summary>
    public bool Tls { get; init; } = true;

    /// <summary>Longest wait for a connection, for an answer of the broker, and for the confirmation of a message.</summary>
    [DefaultText("30s")]
    [Range(typeof(TimeSpan), "100ms", "10m")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often both sides show that they are alive, in whole seconds; a connection that is silent for twice as long is given up. A broker that wants it more often has its way.</summary>
    [Advanced]
    [DefaultText("20s")]
    [Range(typeof(TimeSpan), "1s", "10m")]
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Queues, exchanges and bindings that the channel declares when it starts. What is there already stays, and must be as declared here. Default: nothing is made.</summary>
    public TopologyOptions? Topology { get; init; }

    /// <summary>Who logs in has to be said; hosts have to be some; what belongs to TLS needs it.</summary>
    public virtual IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var host in Hosts.Where(host => !HostAddress.TryParse(host, out _)))
        {
            yield return new ValidationResult($"'{host}' is no host; write a name or an address, and a port behind a colon if it is not {BrokerAddress.PortOf(Tls)}", [nameof(Hosts)]);
        }

        if (Credential is null && ClientCertificate is null)
        {
            yield return new ValidationResult("needs 'credential' or 'clientCertificate': the broker wants to know who comes", [nameof(Credential)]);
        }

        if (!Tls && (ClientCertificate is not null || TrustedCertificates.Count > 0))
        {
            yield return new ValidationResult("certificates need 'tls: true'", [nameof(Tls)]);
        }

        if (Heartbeat.Ticks % TimeSpan.TicksPerSecond != 0)
        {
            yield return new ValidationResult("'heartbeat' is told in whole seconds", [nameof(Heartbeat)]);
        }
    }
}
