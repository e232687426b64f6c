using System.ComponentModel.DataAnnotations;
using IntegrationActors.Adapters.Https.Receiver;
using IntegrationActors.Adapters.OAuth;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Adapters.Amqp;

/// <summary>How a channel reaches its broker and who it is there. AMQP 1.0 (ISO/IEC 19464), over TCP or WebSocket.</summary>
public abstract record AmqpChannelOptions : IValidatableObject
{
    /// <summary>Name or address of the broker.</summary>
    [Required]
    [RegularExpression("(\\[[0-9a-fA-F:.%]+\\]|[^\\s/@:]{1,255})", ErrorMessage = "must be the name or the address of a host alone; port and path are options of their own")]
    public required string Host { get; init; }

    /// <summary>Port. Default: 5671, without TLS 5672; over WebSocket 443, without TLS 80.</summary>
    [Range(1, 65_535)]
    [DefaultText("5671")]
    public int? Port { get; init; }

    /// <summary>What carries the frames.</summary>
    public AmqpTransportKind Transport { get; init; } = AmqpTransportKind.Tcp;

    /// <summary>Path of the broker over WebSocket, such as <c>/protocols/amqp10ws</c>.</summary>
    [DefaultText("/")]
    [RegularExpression("/\\S{0,1000}", ErrorMessage = "must be a path that begins with '/'")]
    public string Path { get; init; } = "/";

    /// <summary>Encrypts the connection with TLS 1.2 or 1.3. Off only within a trusted network: everybody on the way reads messages and password.</summary>
    public bool Tls { get; init; } = true;

    /// <summary>User credentials for SASL PLAIN. Default: the client certificate logs in (SASL EXTERNAL), and without that nobody (SASL ANONYMOUS).</summary>
    public CredentialReference? Credential { get; init; }

    /// <summary>Key pair that is shown to the broker as client certificate. Needs TLS.</summary>
    public CredentialReference? ClientCertificate { get; init; }

    /// <summary>Certificates of the broker, or of who signed them, that are trusted; no others then. Default: the roots that the machine trusts.</summary>
    public IReadOnlyList<CredentialReference> TrustedCertificates { get; init; } = [];

    /// <summary>
    /// User credentials for the handshake of the WebSocket, before AMQP begins: with <c>token</c> id and secret of the client; without, their password goes along, a token of OAuth 2 that somebody else keeps up to date, or
    /// with <c>handshakeScheme: basic</c> a password.
    /// </summary>
    public CredentialReference? HandshakeCredential { get; init; }

    /// <summary>Where the tokens come from that go along with the handshake. A connection that the broker ends because its token ran out is opened again with the next one.</summary>
    public AccessTokenOptions? Token { get; init; }

    /// <summary>How <c>handshakeCredential</c> is shown.</summary>
    public AmqpHandshakeScheme HandshakeScheme { get; init; } = AmqpHandshakeScheme.Bearer;

    /// <summary>Host name that the broker is told in <c>open</c>, where one broker serves several: <c>vhost:NAME</c> for RabbitMQ. Default: <c>host</c>.</summary>
    [Advanced]
    [MaxLength(255)]
    public string? VirtualHost { get; init; }

    /// <summary>Longest wait for a connection and for an answer of the broker.</summary>
    [DefaultText("30s")]
    [Range(typeof(TimeSpan), "100ms", "10m")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A broker that is silent for so long is given up; both sides send empty frames in between.</summary>
    [Advanced]
    [DefaultText("30s")]
    [Range(typeof(TimeSpan), "1s", "1h")]
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Largest message that is taken from the broker, 1 KB to 1 GB; a larger one is rejected. Messages are in memory as a whole, as many at once as run and were sent ahead.</summary>
    [Advanced]
    [DefaultText("16MB")]
    [Range(typeof(ByteSize), "1KB", "1GB")]
    public ByteSize MaxMessageSize { get; init; } = new(16 * 1024 * 1024);

    /// <summary>Goes through a proxy, over WebSocket. Default: directly.</summary>
    [Advanced]
    public HttpProxyOptions? Proxy { get; init; }

    internal int EffectivePort => Port ?? (Transport, Tls) switch
    {
        (AmqpTransportKind.Tcp, true) => 5671,
        (AmqpTransportKind.Tcp, false) => 5672,
        (_, true) => 443,
        _ => 80,
    };

    /// <summary>The broker, for people.</summary>
    internal string Shown => (Transport, Tls) switch
    {
        (AmqpTransportKind.Tcp, true) => $"amqps://{Host}:{EffectivePort}",
        (AmqpTransportKind.Tcp, false) => $"amqp://{Host}:{EffectivePort}",
        (_, true) => $"wss://{Host}:{EffectivePort}{Path}",
        _ => $"ws://{Host}:{EffectivePort}{Path}",
    };

    /// <summary>What belongs to WebSocket or TLS needs it.</summary>
    public virtual IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!Tls && ClientCertificate is not null)
        {
            yield return new ValidationResult("a client certificate is shown within TLS; leave out 'tls: false'", [nameof(ClientCertificate)]);
        }

        if (!Tls && TrustedCertificates.Count > 0)
        {
            yield return new ValidationResult("without TLS the broker shows no certificate; leave out 'tls: false'", [nameof(TrustedCertificates)]);
        }

        if (Transport == AmqpTransportKind.Tcp && (HandshakeCredential is not null || Proxy is not null))
        {
            yield return new ValidationResult("'handshakeCredential' and 'proxy' belong to WebSocket; write transport: webSocket", [nameof(HandshakeCredential), nameof(Proxy)]);
        }

        if (Token is not null && HandshakeCredential is null)
        {
            yield return new ValidationResult("'token' needs 'handshakeCredential': id and secret of the client", [nameof(Token)]);
        }

        if (Token is not null && HandshakeScheme != AmqpHandshakeScheme.Bearer)
        {
            yield return new ValidationResult("a token is shown with 'handshakeScheme: bearer'", [nameof(HandshakeScheme)]);
        }
    }
}

/// <summary>What carries the frames of AMQP.</summary>
public enum AmqpTransportKind
{
    /// <summary>TCP.</summary>
    Tcp,

    /// <summary>WebSocket (RFC 6455) with the sub-protocol <c>amqp</c>.</summary>
    WebSocket,
}

/// <summary>How a secret goes along with the handshake of a WebSocket.</summary>
public enum AmqpHandshakeScheme
{
    /// <summary>A token (RFC 6750): one that <c>token</c> fetches, or else the password; the user name is not sent.</summary>
    Bearer,

    /// <summary>User name and password (RFC 7617).</summary>
    Basic,
}
