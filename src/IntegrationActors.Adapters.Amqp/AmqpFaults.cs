using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Authentication;
using Amqp;
using Amqp.Framing;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Adapters.Amqp;

/// <summary>What can go wrong with a broker. No text has a password or a token.</summary>
internal static class AmqpFaults
{
    public const string Unreachable = "IA3880";
    public const string Certificate = "IA3881";
    public const string LoginRefused = "IA3882";
    public const string NoCredential = "IA3883";
    public const string Refused = "IA3884";
    public const string UnknownAddress = "IA3885";
    public const string Denied = "IA3886";
    public const string Broken = "IA3887";
    public const string Rejected = "IA3888";
    public const string NotTaken = "IA3889";
    public const string Unsettled = "IA3890";
    public const string NoCredit = "IA3891";
    public const string TooLarge = "IA3892";
    public const string NoReply = "IA3893";
    public const string BadValue = "IA3894";
    public const string Unreadable = "IA3895";
    public const string Expired = "IA3896";
    public const string ReplyLost = "IA3897";
    public const string NotSettled = "IA3898";

    public static FaultException Credential(string problem) => new(NoCredential, problem, "Deploy the credential, or correct the channel.");

    public static FaultException Login(string shown, string answer, Exception? cause = null) => new(
        LoginRefused, $"{shown} refused the login: {Fault.Cut(answer)}", "Check user name, password, token or client certificate, and which kinds of login the broker offers.", cause);

    public static FaultException NotTrusted(string shown, string why, Exception? cause = null) => new(
        Certificate, $"{shown}: its certificate is not trusted: {Fault.Cut(why)}", "Put the certificate of the broker, or of who signed it, into 'trustedCertificates'; compare the host name.", cause);

    public static FaultException Late(string shown, TimeSpan timeout) => new(
        Unreachable, $"{shown}: no connection within {Duration.Format(timeout)}.", "Check host and port, and whether a firewall is in between; or raise 'timeout'.");

    /// <summary>Why there is no connection; null when the exception is none that a broker causes.</summary>
    public static FaultException? OfConnect(Exception exception, string shown, string? refusal) => exception switch
    {
        FaultException known => known,
        _ when refusal is not null => NotTrusted(shown, refusal, exception),
        AmqpException { Error.Condition: var condition } e when string.Equals(condition, ErrorCode.UnauthorizedAccess, StringComparison.Ordinal) => Login(shown, e.Message, e),
        AmqpException { Error.Condition: var condition } e when string.Equals(condition, ErrorCode.NotImplemented, StringComparison.Ordinal) => Login(shown, $"it offers other kinds of login: {e.Message}", e),
        AmqpException e => Closed(shown, e.Error),
        AuthenticationException or IOException { InnerException: AuthenticationException } => new FaultException(
            Certificate, $"{shown}: no TLS: {Fault.Cut(exception.Message)}", "Check that the port speaks TLS, and which client certificates the broker accepts.", exception),
        WebSocketException or HttpRequestException or SocketException or IOException or OperationCanceledException or ObjectDisposedException => new FaultException(
            Unreachable, $"{shown}: no connection: {Fault.Cut(Innermost(exception).Message)}", "Check host and port, and that the broker is up and speaks AMQP 1.0 there.", exception),
        _ => null,
    };

    /// <summary>The broker ended the connection, or it broke.</summary>
    public static FaultException Closed(string shown, Error? error) => Is(error, ErrorCode.UnauthorizedAccess)
        ? Login(shown, TextOf(error))
        : new FaultException(
            error is null || Is(error, ErrorCode.ConnectionForced) ? Broken : Refused,
            $"{shown}: the connection ended: {TextOf(error)}",
            "The broker or the network between failed, or the broker does not want the connection; its log may say more. The channel connects again by itself.");

    /// <summary>The connection ended while an address was used: some brokers end it where others detach the link.</summary>
    public static FaultException Ended(string shown, string address, Error? error) => Is(error, ErrorCode.NotFound) ? Detached(shown, address, error) : Closed(shown, error);

    /// <summary>The broker does not let us use an address any more, or never did.</summary>
    public static FaultException Detached(string shown, string address, Error? error) => error switch
    {
        _ when Is(error, ErrorCode.NotFound) => new FaultException(
            UnknownAddress, $"{shown} has no '{address}': {TextOf(error)}", "Create it at the broker, or correct the name; some brokers want a prefix, such as /amq/queue/NAME or queue:NAME."),
        _ when Is(error, ErrorCode.UnauthorizedAccess) => new FaultException(
            Denied, $"{shown} does not allow '{address}': {TextOf(error)}", "Check what the user may do at the broker."),
        _ when error is null || Is(error, ErrorCode.ConnectionForced) => Closed(shown, error),
        _ => new FaultException(Refused, $"{shown} refused '{address}': {TextOf(error)}", "See what the broker says; its log may say more."),
    };

    public static FaultException Settlement(string shown, string address, string answer, bool isFinal) => isFinal
        ? new FaultException(Rejected, $"{shown} rejected the message for '{address}': {answer}", "The broker will not take this message as it is: see what it says.")
        : new FaultException(NotTaken, $"{shown} did not take the message for '{address}': {answer}", "The broker can't take it now, such as when a queue is full; try again later.");

    public static FaultException Lost(string shown, string address, string why) => new(
        Unsettled,
        $"{shown}: the message for '{address}' was sent, and its settlement did not come: {why} The message may have arrived.",
        "See at the broker whether it is there before it is sent again, or let the receiver ignore what comes twice.");

    public static FaultException Full(string shown, string address, TimeSpan timeout) => new(
        NoCredit, $"{shown} gave no credit for '{address}' within {Duration.Format(timeout)}: the message was not sent.", "The broker does not take messages now: look for a full queue or a disk alarm. Or raise 'timeout'.");

    public static string TextOf(Error? error) => error is null
        ? "without a reason."
        : $"{error.Condition}{(string.IsNullOrEmpty(error.Description) ? "" : $": {Fault.Cut(error.Description)}")}.";

    private static bool Is(Error? error, string condition) => error is not null && string.Equals(error.Condition, condition, StringComparison.Ordinal);

    private static Exception Innermost(Exception exception) => exception.InnerException is { } inner ? Innermost(inner) : exception;
}
