using System.ComponentModel.DataAnnotations;
using IntegrationActors.Adapters.Https.Receiver;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Adapters.Sftp;

/// <summary>How a channel reaches its SFTP server and who it is there. SSH 2, SFTP 3.</summary>
public abstract record SftpChannelOptions : IValidatableObject
{
    /// <summary>
    /// User credentials: user name and password. A password that is a private key (OpenSSH or PEM, beginning with <c>-----BEGIN</c>, without passphrase) is used as such. Together with <c>privateKey</c>
    /// the server may ask for both.
    /// </summary>
    public CredentialReference? Credential { get; init; }

    /// <summary>Key pair (RSA or ECDSA) of the tenant for public key authentication.</summary>
    public CredentialReference? PrivateKey { get; init; }

    /// <summary>User name, for <c>privateKey</c> without <c>credential</c>.</summary>
    [MaxLength(255)]
    public string? User { get; init; }

    /// <summary>File of the bundle with the keys of known hosts, in the form of OpenSSH; hashed names are understood, <c>@revoked</c> too. This or <c>hostKeys</c> is needed.</summary>
    public ResourceReference? KnownHosts { get; init; }

    /// <summary>Keys that the host may have: fingerprints (<c>SHA256:…</c>), or kind and key as in its public key file (<c>ssh-ed25519 AAAA…</c>).</summary>
    public IReadOnlyList<string> HostKeys { get; init; } = [];

    /// <summary>Longest wait for a connection, for an answer of the server, and for each further part of a long transfer.</summary>
    [DefaultText("10s")]
    [Range(typeof(TimeSpan), "100ms", "5m")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a connection that could not be made is tried again at once, 0 to 100; not when the server refused key or login.</summary>
    [Advanced]
    [Range(0, 100)]
    public int MaxReconnects { get; init; } = 3;

    /// <summary>Pause before each of these tries.</summary>
    [Advanced]
    [DefaultText("1s")]
    [Range(typeof(TimeSpan), "0s", "5m")]
    public TimeSpan ReconnectDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Closes the connection after each poll or message, instead of keeping it for the next one.</summary>
    [Advanced]
    public bool Disconnect { get; init; }

    /// <summary>Looks at a path folder by folder, so that a failure names the folder; off for servers on which some folders on the way can't be looked at.</summary>
    [Advanced]
    public bool Stepwise { get; init; } = true;

    /// <summary>Allows algorithms that are too weak today: ciphers in CBC mode, SHA-1, keys of kind <c>ssh-rsa</c> and <c>ssh-dss</c>. For old servers only.</summary>
    [Advanced]
    public bool DeprecatedAlgorithms { get; init; }

    /// <summary>Character set of names on the server.</summary>
    [Advanced]
    [DefaultText("utf-8")]
    public string NameCharset { get; init; } = "utf-8";

    /// <summary>Goes through a proxy. Default: directly.</summary>
    [Advanced]
    public HttpProxyOptions? Proxy { get; init; }

    /// <summary>Who logs in and whom it trusts has to be said; the character set has to exist.</summary>
    public virtual IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Credential is null && (PrivateKey is null || User is null))
        {
            yield return new ValidationResult("needs 'credential', or 'user' and 'privateKey'", [nameof(Credential)]);
        }

        if (KnownHosts is null && HostKeys.Count == 0)
        {
            yield return new ValidationResult("needs 'knownHosts' or 'hostKeys': without them anybody could pretend to be the server", [nameof(KnownHosts)]);
        }

        if (!Connections.NameEncoding.IsKnown(NameCharset))
        {
            yield return new ValidationResult($"'{NameCharset}' is no character set; write a name such as utf-8 or iso-8859-1", [nameof(NameCharset)]);
        }
    }
}
