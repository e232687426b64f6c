using System.ComponentModel.DataAnnotations;
using IntegrationActors.Adapters.OAuth;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Adapters.Kafka;

/// <summary>How a channel reaches its Kafka cluster and who it is there. Brokers from version 0.11 on.</summary>
public abstract record KafkaChannelOptions : IValidatableObject
{
    /// <summary>Some of the brokers, as <c>host:port</c>; the others are learnt from them. Port 9092 if it is left out.</summary>
    [Required]
    [MinLength(1)]
    public required IReadOnlyList<string> Brokers { get; init; }

    /// <summary>How the channel logs in. <c>none</c> with <c>clientCertificate</c>: by its certificate.</summary>
    public KafkaAuthentication Authentication { get; init; }

    /// <summary>User credentials: user name and password, or id and secret of the client with <c>oauthBearer</c>.</summary>
    public CredentialReference? Credential { get; init; }

    /// <summary>Where the tokens come from, with <c>oauthBearer</c>.</summary>
    public KafkaTokenOptions? Token { get; init; }

    /// <summary>Encrypts the connection (TLS 1.2 or 1.3) and checks who the broker is. Off: what is sent can be read on the way, passwords of <c>plain</c> too.</summary>
    public bool Tls { get; init; } = true;

    /// <summary>Certificates of authorities, or of the brokers themselves, that are trusted. Default: the roots that the machine trusts.</summary>
    public IReadOnlyList<CredentialReference> TrustedCertificates { get; init; } = [];

    /// <summary>Key pair that the channel shows to the brokers. Its certificate goes without a chain, so the brokers have to know its issuer.</summary>
    public CredentialReference? ClientCertificate { get; init; }

    /// <summary>Longest wait for a connection, and for a first answer of the cluster.</summary>
    [DefaultText("10s")]
    [Range(typeof(TimeSpan), "1s", "5m")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest wait for the answer to a single request; it is sent again then.</summary>
    [Advanced]
    [DefaultText("30s")]
    [Range(typeof(TimeSpan), "1s", "5m")]
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Pause before a broken connection is made again; it doubles with each further try, up to 10 s.</summary>
    [Advanced]
    [DefaultText("100ms")]
    [Range(typeof(TimeSpan), "10ms", "10s")]
    public TimeSpan ReconnectDelay { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Login and encryption have to fit.</summary>
    public virtual IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Authentication == KafkaAuthentication.None && Credential is not null)
        {
            yield return new ValidationResult("'credential' needs 'authentication': plain, scramSha256, scramSha512 or oauthBearer", [nameof(Authentication)]);
        }

        if (Authentication != KafkaAuthentication.None && Credential is null)
        {
            yield return new ValidationResult("needs 'credential': who logs in", [nameof(Credential)]);
        }

        if (Authentication == KafkaAuthentication.OauthBearer != (Token is not null))
        {
            yield return new ValidationResult("'token' and 'authentication: oauthBearer' belong together", [nameof(Token)]);
        }

        if (!Tls && (TrustedCertificates.Count > 0 || ClientCertificate is not null))
        {
            yield return new ValidationResult("certificates need 'tls: true'", [nameof(Tls)]);
        }
    }
}

/// <summary>How a channel logs in to Kafka (SASL, RFC 4422).</summary>
public enum KafkaAuthentication
{
    /// <summary>Not by SASL.</summary>
    None,

    /// <summary>User name and password as they are (RFC 4616).</summary>
    Plain,

    /// <summary>A proof of the password, with SHA-256 (RFC 7677).</summary>
    ScramSha256,

    /// <summary>A proof of the password, with SHA-512.</summary>
    ScramSha512,

    /// <summary>An access token (RFC 7628) that the channel fetches with the client credentials grant (RFC 6749, 4.4) and renews before it ends.</summary>
    OauthBearer,
}

/// <summary>Where a channel to Kafka fetches its access tokens.</summary>
public sealed record KafkaTokenOptions : AccessTokenOptions
{
    /// <summary>Extensions of SASL that go with the token, such as <c>logicalCluster</c>: names and values.</summary>
    [Advanced]
    public IReadOnlyDictionary<string, string> Extensions { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
