using System.ComponentModel.DataAnnotations;
using IntegrationActors.Adapters.Https.Sender.Accepting;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Adapters.Https.Sender;

/// <summary>
/// Takes messages over HTTPS under <c>/t/&lt;tenant&gt;/http/&lt;path&gt;</c>. The body and headers at the end of the flow are the answer: 200, 204 when there is nothing to
/// return, or the status in header <c>CamelHttpResponseCode</c>. The flow finds the call in the headers <c>CamelHttpUrl</c>, <c>CamelHttpQuery</c>, <c>CamelHttpMethod</c>,
/// <c>CamelServletContextPath</c>, <c>CamelHttpPath</c> (the part matched by <c>*</c>) and <c>SapAuthenticatedUserName</c>; addresses are percent-encoded, as they were called.
/// Every query parameter becomes a header, except those named like a secret (Authorization, Cookie, X-API-Key, X-CSRF-Token), <c>Content-…</c>, Host, the trace headers,
/// Forwarded and <c>X-Forwarded-…</c>, and headers of the runtime.
/// Best effort: the HTTP status is the acknowledgement, and a sender that got none sends again. With <c>respond: accepted</c> at least once: what was acknowledged is stored.
/// </summary>
[SenderChannel("https", typeof(HttpsSenderAdapter), Sap = "HTTPS sender", Camel = "platform-http")]
[Example("Orders by POST, from clients with a role of their own", "https: { path: /orders, methods: [POST], role: orders.send, maxBodySize: 10MB }")]
[Example("Orders that are stored, answered with 202, and run from there", "https: { path: /orders, respond: accepted, accepted: { retry: { attempts: 5, interval: 30s } } }")]
[Example("Everything below one path", "https: { path: /api/*, methods: [GET, POST, DELETE] }")]
public sealed record HttpsSenderOptions : IValidatableObject
{
    /// <summary>
    /// Address after <c>/http</c>, unique within the tenant whatever its case. Starts with <c>/</c>; letters, digits, <c>_ ~ - . $</c>; <c>/*</c> at the end takes in
    /// everything below.
    /// </summary>
    [Required]
    [HttpAddress]
    public required string Path { get; init; }

    /// <summary>Methods that are let in; others get 405.</summary>
    [DefaultText("[POST]")]
    [MinLength(1)]
    public IReadOnlyList<HttpVerb> Methods { get; init; } = [HttpVerb.Post];

    /// <summary>Role that a client needs to send here.</summary>
    [RegularExpression("[A-Za-z0-9_.]{1,100}")]
    public string Role { get; init; } = "ESBMessaging.send";

    /// <summary>How clients prove who they are. <c>none</c> lets everybody in and must be written out.</summary>
    public SenderAuthentication Authentication { get; init; } = SenderAuthentication.Basic;

    /// <summary>
    /// Modifying calls must carry a token (<c>X-CSRF-Token</c>) that the client fetched before with GET or HEAD and <c>X-CSRF-Token: fetch</c>; else 403. Off by default:
    /// only browsers are tricked into sending what their user did not mean, and machines would pay a second call. Switch it on for pages that call the flow.
    /// </summary>
    public bool CsrfProtected { get; init; }

    /// <summary>Largest body; a larger one gets 413 before any step runs.</summary>
    [DefaultText("100MB")]
    [Range(typeof(ByteSize), "1", "1024GB")]
    public ByteSize MaxBodySize { get; init; } = new(100L * 1024 * 1024);

    /// <summary>
    /// Headers of the request that come into the message, beside those that the flow allows: names, regular expressions, or <c>*</c>. Content-Type and the trace headers always
    /// come in; headers starting with <c>camel</c> never do, nor Content-Encoding, since the body is unpacked. <c>SAP_ApplicationID</c>, <c>SAP_MessageType</c>, <c>SAP_Sender</c>,
    /// <c>SAP_Receiver</c>, <c>SAP_MplCorrelationId</c>, <c>SAP_MessageProcessingLogLevel</c>, and headers with secrets (Authorization, Cookie), only by name. The correlation id of
    /// the log is that in <c>SAP_MplCorrelationId</c> (up to 128 visible ASCII characters) without any entry, and that in X-Correlation-ID if that header comes in.
    /// </summary>
    [HeaderEntry(HeaderWay.FromSender)]
    public IReadOnlyList<string> AllowedHeaders { get; init; } = [];

    /// <summary>Headers of the message that go back to the sender: names, or <c>*</c> for all but those of the runtime (<c>Camel…</c>, <c>SAP_…</c>) and of one connection.</summary>
    [DefaultText("[\"*\"]")]
    [HeaderEntry(HeaderWay.ToSender)]
    public IReadOnlyList<string> ResponseHeaders { get; init; } = ["*"];

    /// <summary>A failed message answers with the text of its error. Off by default: the answer is a general text with the id of the processing log.</summary>
    public bool ReturnException { get; init; }

    /// <summary>
    /// When the sender is answered: after the run, with its result, or as soon as the message is stored, with 202 and the id of its log entry in header <c>SAP_MessageProcessingLogID</c>. An
    /// accepted message runs at least once, after a failure again; a store that can't be written answers 503, one that is full 507, and nothing is kept then.
    /// </summary>
    public SenderResponse Respond { get; init; } = SenderResponse.Result;

    /// <summary>How messages are kept with <c>respond: accepted</c>.</summary>
    public AcceptedOptions? Accepted { get; init; }

    /// <summary>Longest pause of a client within its body; then the request is cut with 408 and no message is left running.</summary>
    [Advanced]
    [DefaultText("20s")]
    [Range(typeof(TimeSpan), "10ms", "10m")]
    public TimeSpan MaxPause { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>What is said about accepted messages needs a channel that accepts.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Accepted is not null && Respond != SenderResponse.Accepted)
        {
            yield return new ValidationResult("'accepted' says how messages are kept before they run, and here the sender waits for the run; write respond: accepted", [nameof(Accepted)]);
        }
    }
}

/// <summary>When a sender is answered.</summary>
public enum SenderResponse
{
    /// <summary>When the flow has run: its result is the answer.</summary>
    Result,

    /// <summary>When the message is stored, before it runs: 202.</summary>
    Accepted,
}

/// <summary>How clients of a channel prove who they are.</summary>
public enum SenderAuthentication
{
    /// <summary>Client id and secret of a sender client of the tenant (RFC 7617).</summary>
    Basic,

    /// <summary>Not at all: whoever reaches the address may send.</summary>
    None,
}
