using System.ComponentModel.DataAnnotations;
using System.Runtime.Serialization;
using IntegrationActors.Adapters.Connections;
using IntegrationActors.Adapters.OAuth;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Adapters.Mail;

/// <summary>How a channel reaches its mail server, whom it trusts to be it, and who the channel is there.</summary>
public abstract record MailChannelOptions : IValidatableObject
{
    /// <summary>
    /// Host, or <c>host:port</c>. Ports if it is left out: IMAP 993, POP3 995, SMTP 465 with <c>protection: tls</c>, else IMAP 143, POP3 110, and SMTP 587, or 25 without protection. Address of version 6 as
    /// <c>[::1]:993</c>.
    /// </summary>
    [Required]
    public required string Host { get; init; }

    /// <summary>How the connection is protected.</summary>
    public MailProtection Protection { get; init; } = MailProtection.Tls;

    /// <summary>How the channel proves who it is.</summary>
    public MailAuthentication Authentication { get; init; } = MailAuthentication.Plain;

    /// <summary>Where the access tokens come from, with <c>authentication: xoauth2</c>. The credential is id and secret of the client then, and <c>user</c> says whose mailbox it is.</summary>
    public AccessTokenOptions? Token { get; init; }

    /// <summary>User of the mail server that the channel logs in as, with <c>token</c>: mostly the address of the mailbox.</summary>
    [MaxLength(320)]
    public string? User { get; init; }

    /// <summary>Certificates (credentials of kind certificate) that the server may have, or that issued its own. Default: the roots that the machine trusts.</summary>
    public IReadOnlyList<CredentialReference> TrustedCertificates { get; init; } = [];

    /// <summary>Key pair that the channel shows to the server. Default: none.</summary>
    [Advanced]
    public CredentialReference? ClientCertificate { get; init; }

    /// <summary>Longest wait for a connection, for an answer of the server, and for each further part of a long transfer.</summary>
    [DefaultText("30s")]
    [Range(typeof(TimeSpan), "100ms", "5m")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The host has to be one; certificates belong to TLS.</summary>
    public virtual IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!HostAddress.TryParse(Host, out _))
        {
            yield return new ValidationResult($"'{Host}' is no host; write a name or an address, and a port behind a colon if it is not the usual one", [nameof(Host)]);
        }

        if (Token is not null && Authentication != MailAuthentication.XOAuth2)
        {
            yield return new ValidationResult("'token' needs 'authentication: xoauth2'", [nameof(Token)]);
        }

        if (Token is not null != User is not null)
        {
            yield return new ValidationResult("'token' and 'user' belong together: the client gets the token, and the user has the mailbox", [nameof(Token), nameof(User)]);
        }

        if (Protection == MailProtection.None && (TrustedCertificates.Count > 0 || ClientCertificate is not null))
        {
            yield return new ValidationResult("certificates have no use with 'protection: none'", [nameof(Protection)]);
        }
    }
}

/// <summary>How a connection to a mail server is protected.</summary>
public enum MailProtection
{
    /// <summary>TLS from the first byte on (IMAPS, POP3S, SMTPS).</summary>
    Tls,

    /// <summary>TLS after the greeting. A server that does not offer it is refused before the login.</summary>
    StartTls,

    /// <summary>TLS after the greeting if the server offers it; otherwise everything is readable on its way, the password too.</summary>
    StartTlsOptional,

    /// <summary>None: everything is readable on its way, the password too.</summary>
    None,
}

/// <summary>How a channel proves to a mail server who it is.</summary>
public enum MailAuthentication
{
    /// <summary>User and password (SASL PLAIN, or the login of the protocol).</summary>
    Plain,

    /// <summary>User and password one after the other (SASL LOGIN), for servers that know only that.</summary>
    Login,

    /// <summary>User and password, which does not leave the channel (SASL CRAM-MD5).</summary>
    CramMd5,

    /// <summary>
    /// User and an access token of OAuth 2 (SASL XOAUTH2), which <c>token</c> fetches. Without <c>token</c> the password of the credential is the token; whoever gets the tokens keeps it up to date, it is read for each
    /// connection.
    /// </summary>
    [EnumMember(Value = "xoauth2")]
    XOAuth2,
}
