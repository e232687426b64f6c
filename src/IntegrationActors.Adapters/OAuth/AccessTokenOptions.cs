using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Adapters.OAuth;

/// <summary>
/// Where a channel fetches its access tokens, with the client credentials grant of OAuth 2 (RFC 6749, 4.4). The node keeps a token for all channels of the tenant that ask alike, and fetches the next one before it
/// ends; one that the other side refuses is forgotten at once, and so is one of a credential that was changed.
/// </summary>
public record AccessTokenOptions : IValidatableObject
{
    // What the grant itself says (RFC 6749, 2.3.1 and 4.4.2).
    private static readonly string[] OfTheGrant = ["grant_type", "scope", "client_id", "client_secret"];

    /// <summary>Token endpoint of the authorization server: <c>https</c>, or <c>http</c> on this machine. Redirects are not followed.</summary>
    [Required]
    public required Uri Url { get; init; }

    /// <summary>Scopes to ask for, divided by blanks, such as <c>https://outlook.office365.com/.default</c>. Default: none.</summary>
    [MaxLength(1000)]
    public string? Scope { get; init; }

    /// <summary>How id and secret of the client are sent.</summary>
    public ClientAuthentication ClientAuthentication { get; init; }

    /// <summary>Further parameters of the request that the server wants, such as <c>audience</c> or <c>resource</c> (RFC 8707): names and values, which are no secrets.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Certificates (credentials of kind certificate) that the authorization server may have, or that issued its own. Default: those of the channel, and without those the roots that the machine trusts.</summary>
    [Advanced]
    public IReadOnlyList<CredentialReference> TrustedCertificates { get; init; } = [];

    /// <summary>The endpoint for people: without a query, which may hold secrets.</summary>
    internal string Shown => Url.GetLeftPart(UriPartial.Path);

    /// <summary>The secret of the client goes to nobody else, and is not overwritten.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Url.Scheme != Uri.UriSchemeHttps && !(Url.Scheme == Uri.UriSchemeHttp && Url.IsLoopback))
        {
            yield return new ValidationResult("'url' of a token is an address with https: id and secret of the client go there", [nameof(Url)]);
        }

        if (Url.UserInfo.Length > 0 || Url.Fragment.Length > 0)
        {
            yield return new ValidationResult("'url' of a token has no user, no password and no '#': name a credential in the channel", [nameof(Url)]);
        }

        if (Parameters.Keys.FirstOrDefault(name => OfTheGrant.Contains(name, StringComparer.OrdinalIgnoreCase)) is { } taken)
        {
            yield return new ValidationResult($"'{taken}' is set by the channel: leave it out of 'parameters', and write 'scope' or a credential instead", [nameof(Parameters)]);
        }
    }
}

/// <summary>How a client shows its id and secret to an authorization server.</summary>
public enum ClientAuthentication
{
    /// <summary>In the header Authorization (RFC 6749, 2.3.1: <c>client_secret_basic</c>).</summary>
    Header,

    /// <summary>In the body of the request (<c>client_secret_post</c>).</summary>
    Body,
}
