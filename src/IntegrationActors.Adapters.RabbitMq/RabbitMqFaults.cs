using System.Net.Sockets;
using System.Security.Authentication;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Options;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace IntegrationActors.Adapters.RabbitMq;

/// <summary>What can go wrong with a RabbitMQ broker. No text has a password.</summary>
internal static class RabbitMqFaults
{
    public const string Unreachable = "IA3900";
    public const string LoginRefused = "IA3901";
    public const string Certificate = "IA3902";
    public const string VirtualHost = "IA3903";
    public const string NoCredential = "IA3904";
    public const string NotFound = "IA3905";
    public const string Denied = "IA3906";
    public const string Otherwise = "IA3907";
    public const string Broken = "IA3908";
    public const string Blocked = "IA3909";
    public const string Unroutable = "IA3910";
    public const string Refused = "IA3911";
    public const string Unconfirmed = "IA3912";
    public const string BadValue = "IA3913";
    public const string NoReply = "IA3914";
    public const string Unsettled = "IA3915";
    public const string Cancelled = "IA3916";
    public const string InUse = "IA3917";
    public const string TooLarge = "IA3918";

    private const string Brings = "The broker brings the message again.";

    public static FaultException Credential(string problem) => new(NoCredential, problem, "Deploy the credential, or correct the channel.");

    public static FaultException Value(string what, string text, string problem) => new(
        BadValue, $"{what} gave '{Fault.Cut(text)}', and that {problem}.", "Check the expressions of the channel, and what the message has in the places that they are made of.");

    public static FaultException UnsettledBy(string shown, string queue, string why, Exception? cause = null) => new(
        Unsettled, $"{shown}: the message of queue '{queue}' ran through, but the broker could not be told: {why}", Brings, cause);

    public static Fault CancelledBy(string shown, string queue) => new(
        Cancelled, $"{shown} has ended the subscription to queue '{queue}'.", "Somebody deleted the queue, or the node that it was on failed; the channel subscribes again by itself.");

    public static Fault BlockedBy(string shown, string reason, TimeSpan timeout) => new(
        Blocked, $"{shown} takes no messages: it is {reason}, and that did not end within {Duration.Format(timeout)}. Nothing was sent.", "Its operator has to free memory or disk; the alarm ends by itself then.");

    public static Fault UnroutableTo(string shown, string exchange, string key) => new(
        Unroutable,
        exchange.Length == 0 ? $"{shown} has no queue '{key}'." : $"{shown}: no queue of exchange '{exchange}' wants a message with the routing key '{key}'.",
        "Bind a queue, correct exchange or routing key, or write 'mandatory: false' if such messages may be thrown away.");

    public static Fault RefusedBy(string shown, string exchange, string key) => new(
        Refused,
        $"{shown} refused the message to exchange '{exchange}' with the routing key '{key}'.",
        "A queue that is full and refuses (overflow 'reject-publish'), or one that can't be written, looks like this. If several queues get the message, some may have it.");

    public static Fault UnconfirmedBy(string shown, string exchange, string key, string why, Exception? cause = null) => new(
        Unconfirmed,
        $"{shown} did not confirm the message to exchange '{exchange}' with the routing key '{key}': {why} It may have arrived.",
        "Send it again if receivers can tell doubles apart; its message id says which it was.",
        cause);

    public static Fault Late(string shown, TimeSpan timeout, Exception? cause = null) => new(
        Unreachable, $"{shown}: no connection within {Duration.Format(timeout)}.", "Check host and port, and whether a firewall is in between; or raise 'timeout'.", cause);

    /// <summary>Why there is no connection; null when the exception is none of the library.</summary>
    public static Fault? OfConnect(Exception exception, string shown, RabbitMqChannelOptions options, string? refusal)
    {
        var all = Within(exception).ToArray();
        if (all.OfType<FaultException>().FirstOrDefault() is { } known)
        {
            return known.Fault;
        }

        if (all.Any(e => e is AuthenticationFailureException || (e is OperationInterruptedException && IsAccess(e))))
        {
            return new Fault(LoginRefused, $"{shown} refused the login.", "Check user name and password, or which user the certificate names; the log of the broker says more.", exception);
        }

        if (all.OfType<OperationInterruptedException>().FirstOrDefault(e => e.ShutdownReason?.ReplyCode == Constants.NotAllowed) is { } closed)
        {
            return NotEntered(shown, Text(closed), exception);
        }

        if (refusal is not null || all.OfType<AuthenticationException>().Any())
        {
            var why = refusal ?? Fault.Cut(all.OfType<AuthenticationException>().First().Message);
            return new Fault(Certificate, $"{shown}: no trusted connection: {why}", "Check 'trustedCertificates' and 'clientCertificate', the name of the host, and that the port speaks TLS.", exception);
        }

        if (all.OfType<OperationCanceledException>().Any() || all.OfType<TimeoutException>().Any())
        {
            return Late(shown, options.Timeout, exception);
        }

        return all.FirstOrDefault(IsOfConnection) is { } last
            ? new Fault(Unreachable, $"{shown}: no connection: {Fault.Cut(all.OfType<SocketException>().FirstOrDefault()?.Message ?? Text(last))}", "Check host and port, and that the broker is up.", exception)
            : null;
    }

    /// <summary>Why something that the broker was asked for failed; null when the exception is none of the library.</summary>
    public static Fault? Of(Exception exception, string shown, string what, TimeSpan timeout) => exception switch
    {
        FaultException known => known.Fault,
        OperationInterruptedException { ShutdownReason: { } reason } => OfReason(reason, shown, what, exception),
        OperationCanceledException or TimeoutException => new Fault(Broken, $"{shown}: {what}: no answer within {Duration.Format(timeout)}.", "Raise 'timeout', or see why the broker is slow.", exception),
        _ when IsOfConnection(exception) => new Fault(
            Broken, $"{shown}: {what}: the connection broke: {Text(exception)}", "The broker or the network between failed; the channel connects again by itself.", exception),
        _ => null,
    };

    /// <summary>Why a channel or connection was closed.</summary>
    public static Fault OfReason(ShutdownEventArgs reason, string shown, string what, Exception? cause = null) => reason.ReplyCode switch
    {
        Constants.NotFound => new Fault(NotFound, $"{shown}: {what}: {Text(reason)}", "Make it, or let the channel make it by 'topology'.", cause),
        Constants.AccessRefused when reason.ReplyText.Contains("in exclusive use", StringComparison.Ordinal) => Locked(reason, shown, what, cause),
        Constants.ResourceLocked => Locked(reason, shown, what, cause),
        Constants.NotAllowed when reason.ReplyText.Contains("vhost", StringComparison.Ordinal) => NotEntered(shown, Text(reason), cause),
        Constants.AccessRefused => new Fault(Denied, $"{shown}: {what}: {Text(reason)}", "Check what the user may configure, write and read there.", cause),
        Constants.PreconditionFailed => new Fault(Otherwise, $"{shown}: {what}: {Text(reason)}", "Something is there with other properties: declare it as it is, or delete it first.", cause),
        _ when reason.ReplyText.Contains("exceeds maximum of", StringComparison.Ordinal) => new Fault(
            TooLarge, $"{shown}: {what}: a message is larger than the channel takes: {Text(reason)}.", "Raise 'maxMessageSize', or take the message out of the queue.", cause),
        _ => new Fault(Broken, $"{shown}: {what}: the connection ended: {Text(reason)}", "The broker or the network between failed; the channel connects again by itself.", cause ?? reason.Exception),
    };

    /// <summary>What the broker or the library said.</summary>
    public static string Text(Exception exception) => exception is OperationInterruptedException { ShutdownReason: { } reason } ? Text(reason) : Fault.Cut(exception.Message);

    private static string Text(ShutdownEventArgs reason) => reason.ReplyText.Length > 0 ? Fault.Cut(reason.ReplyText) : "it says nothing";

    private static Fault NotEntered(string shown, string why, Exception? cause) => new(
        VirtualHost, $"{shown}: the virtual host can't be entered: {why}", "Check 'virtualHost', and which ones the user may enter.", cause);

    private static Fault Locked(ShutdownEventArgs reason, string shown, string what, Exception? cause) => new(
        InUse, $"{shown}: {what}: {Text(reason)}", "Another consumer has it for itself, maybe another node of this cluster; the channel tries again by itself.", cause);

    private static bool IsAccess(Exception exception) => exception is OperationInterruptedException { ShutdownReason.ReplyCode: Constants.AccessRefused };

    private static bool IsOfConnection(Exception exception) =>
        exception is RabbitMQClientException or SocketException or IOException or ObjectDisposedException or InvalidOperationException { Source: "RabbitMQ.Client" };

    // The library wraps what happened, sometimes several times.
    private static IEnumerable<Exception> Within(Exception exception) => exception switch
    {
        AggregateException many => many.InnerExceptions.SelectMany(Within),
        { InnerException: { } inner } => Within(inner).Append(exception),
        _ => [exception],
    };
}
