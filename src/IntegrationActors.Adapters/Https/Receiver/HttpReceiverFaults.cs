using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using IntegrationActors.Adapters.OAuth;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Adapters.Https.Receiver;

/// <summary>What can go wrong with a call. Addresses are shown without query, which may hold secrets.</summary>
internal static class HttpReceiverFaults
{
    public const string BadStatus = "IA3201";
    public const string Unreachable = "IA3202";
    public const string UnknownHost = "IA3203";
    public const string Tls = "IA3204";
    public const string TimedOut = "IA3205";
    public const string ConnectTimedOut = "IA3206";
    public const string Broken = "IA3207";
    public const string BadAddress = "IA3208";
    public const string BadRequest = "IA3209";
    public const string NoCredential = "IA3210";
    public const string TooLarge = "IA3211";
    public const string ProxyRefused = "IA3212";

    public static Fault Status(ReceiverCall call, int status, string? reason, string text) => new(
        BadStatus,
        $"{call} answered {status} {reason}{(text.Length == 0 ? "" : ": ")}{text}".TrimEnd(),
        status switch
        {
            401 or 403 => "Check the credential of the channel and what it may do at the receiver.",
            404 or 410 => "Check the address of the channel.",
            429 => "The receiver limits calls: set 'retry', or lower the concurrency of the flow.",
            >= 300 and < 400 => "Redirects are not followed: write the address that the receiver names.",
            >= 500 => "The receiver failed; see its log, or set 'retry' if it recovers by itself.",
            _ => "The receiver refused the message; its text says why.",
        });

    /// <summary>The receiver refused a token that the node had already, and the call can't be made again.</summary>
    public static Fault Spent(Fault refusal) => refusal with
    {
        Message = $"{refusal.Message} The token was fetched before, and the body of the message was a stream that can be sent once.",
        Hint = "Send the message again: the next call shows a fresh token. With 'retry' long bodies are kept, and the call is made again by itself.",
    };

    public static FaultException Address(string text, string problem) => new(
        BadAddress, $"The address '{Cut(text)}' can't be called: it {problem}.", "Check the expression of 'url', and the headers CamelHttpUri and CamelHttpQuery if the flow sets them.");

    public static FaultException Method(string method) => new(
        BadRequest, $"'{Cut(method)}' is no method that can be sent.", "The expression of 'method' must give GET, POST, PUT, PATCH, DELETE, HEAD or TRACE.");

    public static FaultException Charset(string name, Exception? cause = null) => new(
        BadRequest,
        cause is null ? $"The character set '{Cut(name)}' is not known; nothing was sent." : $"The body has a character that '{Cut(name)}' does not have; nothing was sent.",
        $"Set the property {ReservedHeaders.Charset} to a character set that the receiver reads and that has every character of the body, such as UTF-8.",
        cause);

    public static Fault PlainAddress(string shown) => new(
        NoCredential, $"{shown}: over http no client certificate can be shown; nothing was sent.", "Write an https address, or name user credentials.");

    public static FaultException Header(string name) => new(
        BadRequest, $"The value of header '{Cut(name)}' has a line break or another control character; nothing was sent.", "Set it to text of one line, or leave it out of 'requestHeaders'.");

    public static FaultException Credential(CredentialReference reference) => new(
        NoCredential, $"There is no credential '{reference.Name}'.", "Deploy it, or correct the name.");

    public static FaultException CredentialKind(CredentialReference reference, string wanted) => new(
        NoCredential, $"Credential '{reference.Name}' can't be used here.", $"Name {wanted}.");

    public static FaultException Large(string shown, ByteSize limit) => new(
        TooLarge, $"The answer of {shown} is larger than {limit}.", "Raise 'maxResponseSize', or ask the receiver for less.");

    public static FaultException Length(string shown, string length) => new(
        Broken, $"The answer of {shown} has the length '{Cut(length)}', so its end is not known.", "This is a defect of the receiver, or of a proxy in between.");

    public static Fault Timeout(string shown, TimeSpan timeout) => new(
        TimedOut, $"{shown} did not answer within {Duration.Format(timeout)}.", "Raise 'timeout', or see why the receiver is slow. It may have processed the message.")
    {
        ResponseStatus = 504,
    };

    /// <summary>The fault for an exception of the client; null when it is a defect of ours.</summary>
    public static Fault? Of(Exception exception, string shown, TimeSpan connectTimeout)
    {
        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
            if (inner is FaultException known)
            {
                return known.Fault;
            }
        }

        return exception switch
        {
            HttpRequestException request => OfRequest(request, shown),
            OperationCanceledException => new Fault(
                ConnectTimedOut,
                $"{shown}: no connection within {Duration.Format(connectTimeout)}.",
                "Check host and port, and whether a firewall is in between; or raise 'connectTimeout'.",
                exception),
            IOException or SocketException => Break(exception, shown),
            InvalidDataException => new Fault(Broken, $"The answer of {shown} can't be unpacked: {exception.Message}", "The receiver named a compression that it did not use.", exception),
            _ => null,
        };
    }

    /// <summary>Whether the receiver can't have seen the request.</summary>
    public static bool WasNotSent(Fault fault) => fault.Code is Unreachable or UnknownHost or Tls or ConnectTimedOut or ProxyRefused or TokenFaults.Unreachable;

    private static Fault OfRequest(HttpRequestException exception, string shown) => exception.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => new Fault(UnknownHost, $"{shown}: the host name is not known: {Innermost(exception)}", "Check the host of the address, and the name service of the node.", exception),
        HttpRequestError.ConnectionError => new Fault(Unreachable, $"{shown}: no connection: {Innermost(exception)}", "Check host and port, and that the receiver is up.", exception),
        HttpRequestError.SecureConnectionError => new Fault(
            Tls, $"{shown}: no secure connection: {Innermost(exception)}", "Check the certificate of the receiver, the client certificate, and that both know TLS 1.2 or 1.3.", exception),
        HttpRequestError.ProxyTunnelError => new Fault(ProxyRefused, $"{shown}: the proxy refused: {Innermost(exception)}", "Check address and credential of the proxy.", exception),
        _ when exception.InnerException is AuthenticationException => new Fault(
            Tls, $"{shown}: no secure connection: {Innermost(exception)}", "Check the certificate of the receiver and the client certificate.", exception),
        _ => Break(exception, shown),
    };

    private static Fault Break(Exception exception, string shown) => new(
        Broken, $"{shown}: the connection broke: {Innermost(exception)}", "The receiver may have processed the message; see its log.", exception);

    private static string Innermost(Exception exception) => Cut(exception.GetBaseException().Message);

    private static string Cut(string text) => text.Length <= 500 ? text : text[..500] + "…";
}
