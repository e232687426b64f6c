using System.ComponentModel.DataAnnotations;
using IntegrationActors.Adapters.OAuth;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Adapters.Https.Receiver;

/// <summary>
/// Calls a receiver system over HTTPS or HTTP. With <c>call</c> its answer becomes body and headers of the message, and header <c>CamelHttpResponseCode</c> has the status;
/// with <c>send</c> the message stays as it is. Bodies stream through in both directions with bounded memory. HTTP 1.1; no redirects are followed, no cookies kept.
/// </summary>
[ReceiverChannel("https", typeof(HttpsReceiverAdapter), Sap = "HTTP receiver", Camel = "http")]
[Example("Post, with Basic authentication and three attempts", "https: { url: \"https://erp.example.com/orders\", method: POST, credential: erp, retry: { attempts: 3 } }")]
[Example("Address and query from the message", "https: { url: \"https://erp.example.com/items/${header.itemId}\", query: \"expand=${property.expand}\", method: GET }")]
[Example(
    "With an access token of an authorization server; the credential has id and secret of the client",
    "https: { url: \"https://api.example.com/orders\", method: POST, credential: api-client, token: { url: \"https://login.example.com/oauth2/token\", scope: orders.write, parameters: { audience: \"https://api.example.com\" } } }")]
public sealed record HttpsReceiverOptions : IValidatableObject
{
    /// <summary>
    /// Address without query: absolute, <c>http</c> or <c>https</c>, without user or password. A header <c>CamelHttpUri</c> that the flow set takes its place. Values put into it
    /// must be percent-encoded.
    /// </summary>
    [Required]
    public required Expression Url { get; init; }

    /// <summary>
    /// Query, without <c>?</c>; special characters must be percent-encoded. A header <c>CamelHttpQuery</c> that the flow set takes its place; the query of the sender is never
    /// forwarded by itself.
    /// </summary>
    public Expression? Query { get; init; }

    /// <summary>GET, POST, PUT, PATCH, DELETE, HEAD or TRACE, or an expression that gives one; an empty value is POST.</summary>
    [DefaultText("POST")]
    public Expression? Method { get; init; }

    /// <summary>
    /// Sends the body with GET, DELETE and HEAD too. POST, PUT and PATCH always send it, TRACE never. Text leaves in the character set that the message has, UTF-8 if the flow made
    /// it; the property <c>CamelCharsetName</c> asks for another one, which does not hold for images, sound, video, archives and other octets.
    /// </summary>
    public bool SendBody { get; init; }

    /// <summary>
    /// Who calls: user credentials for Basic authentication (RFC 7617), or with <c>token</c> id and secret of the client; or a key pair as client certificate, which needs an <c>https</c> address. Default: nobody.
    /// </summary>
    public CredentialReference? Credential { get; init; }

    /// <summary>
    /// Where the access tokens come from that the calls show (RFC 6750). When the receiver refuses one with 401 that was fetched before, the call is made once more with a fresh one; if the body was a long stream, which is
    /// spent then, the step fails and says so: <c>retry</c> keeps such bodies.
    /// </summary>
    public AccessTokenOptions? Token { get; init; }

    /// <summary>
    /// Headers of the message that are sent: names, or <c>*</c>. Content-Type and <c>traceparent</c> always go; those of the runtime (<c>Camel…</c>, <c>SAP_…</c>) and of one
    /// connection never. <c>X-CSRF-Token</c> goes only by name; so do headers such as Range, Accept and From that the sender set by its query. <c>SAP_MplCorrelationId</c> always goes with
    /// the correlation id of the log; listed by name, with the value that the flow set.
    /// </summary>
    [HeaderEntry(HeaderWay.ToReceiver)]
    public IReadOnlyList<string> RequestHeaders { get; init; } = [];

    /// <summary>Headers of the answer that come into the message: names, or <c>*</c>. Content-Type always comes.</summary>
    [DefaultText("[\"*\"]")]
    [HeaderEntry(HeaderWay.FromReceiver)]
    public IReadOnlyList<string> ResponseHeaders { get; init; } = ["*"];

    /// <summary>Longest wait for the receiver: until it takes a part of a long message, until it answers, and until each further part of a long answer.</summary>
    [DefaultText("60s")]
    [Range(typeof(TimeSpan), "1ms", "1d")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// A status other than 2xx fails the step; then the properties <c>http.StatusCode</c> and <c>http.ResponseBody</c> have the status and up to 4,096 characters of the text, as the
    /// receiver sent them: nothing in it is masked. Off: the answer is taken whatever its status; an unreachable receiver fails the step all the same.
    /// </summary>
    public bool ThrowExceptionOnFailure { get; init; } = true;

    /// <summary>Tries again when the receiver is not ready. Default: one attempt.</summary>
    public HttpRetryOptions? Retry { get; init; }

    /// <summary>Largest answer; a larger one fails the step. Default: no limit, because a long answer streams.</summary>
    [Advanced]
    public ByteSize? MaxResponseSize { get; init; }

    /// <summary>Asks for compressed answers (gzip, deflate, br) and unpacks them.</summary>
    [Advanced]
    public bool Decompress { get; init; } = true;

    /// <summary>Goes through a proxy. Default: directly.</summary>
    [Advanced]
    public HttpProxyOptions? Proxy { get; init; }

    /// <summary>Longest wait for a connection.</summary>
    [Advanced]
    [DefaultText("15s")]
    [Range(typeof(TimeSpan), "1ms", "1h")]
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long an idle connection is kept for the next call.</summary>
    [Advanced]
    [DefaultText("5m")]
    [Range(typeof(TimeSpan), "1s", "1d")]
    public TimeSpan MaxIdle { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Certificates (credentials of kind certificate) that the receiver may have, or that issued its own. Default: the roots that the machine trusts.</summary>
    public IReadOnlyList<CredentialReference> TrustedCertificates { get; init; } = [];

    /// <summary>Checks the certificate of the receiver. Off only for tests: whoever is in between can read and change everything.</summary>
    [Advanced]
    public bool ValidateCertificate { get; init; } = true;

    /// <summary>Who is trusted has to be asked.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!ValidateCertificate && TrustedCertificates.Count > 0)
        {
            yield return new ValidationResult("'trustedCertificates' have no use with 'validateCertificate: false'", [nameof(TrustedCertificates)]);
        }

        if (Token is not null && Credential is null)
        {
            yield return new ValidationResult("'token' needs 'credential': id and secret of the client", [nameof(Token)]);
        }
    }
}

/// <summary>
/// When and how often a call is tried again within the step. A call that the receiver may have processed (the connection failed after the request was sent, the time-out
/// struck, or a gateway answered 502 or 504) is repeated only if its method promises that a repetition changes nothing (GET, HEAD, PUT, DELETE, TRACE).
/// <c>Retry-After</c> of the receiver replaces the interval; if it is longer than <c>maxInterval</c>, the call is not repeated.
/// </summary>
[Shorthand(nameof(Attempts))]
public sealed record HttpRetryOptions
{
    /// <summary>Attempts in all, the first included.</summary>
    [Range(1, 10)]
    public int Attempts { get; init; } = 3;

    /// <summary>Wait before the second attempt; it doubles with each further one. At most 60 s.</summary>
    [DefaultText("1s")]
    [Range(typeof(TimeSpan), "0s", "60s")]
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest wait between two attempts. When <c>Retry-After</c> asks for more, the step fails at once instead of calling too early. At most 60 s.</summary>
    [DefaultText("60s")]
    [Range(typeof(TimeSpan), "0s", "60s")]
    public TimeSpan MaxInterval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Statuses that are worth another attempt, whatever the method. Default: 429 and 503, and for methods that are harmless to repeat also 502 and 504.</summary>
    [Range(300, 599)]
    public IReadOnlyList<int>? On { get; init; }

    /// <summary>Whether failures of the connection are worth another attempt.</summary>
    public bool OnException { get; init; } = true;

    /// <summary>Repeats POST and PATCH even if the receiver may have processed them. It then gets the message twice, at worst.</summary>
    [Advanced]
    public bool RepeatUnsafe { get; init; }
}

/// <summary>A proxy between us and the receiver.</summary>
[Shorthand(nameof(Url))]
public sealed record HttpProxyOptions
{
    /// <summary>Address: <c>http://host:port</c>, <c>socks4://host:port</c> or <c>socks5://host:port</c>.</summary>
    [Required]
    [RegularExpression("(http|socks4|socks5)://[^/@\\s]+/?", ErrorMessage = "must be http://host:port, socks4://host:port or socks5://host:port, without a user")]
    public required string Url { get; init; }

    /// <summary>User credentials for the proxy.</summary>
    public CredentialReference? Credential { get; init; }
}
