using System.Net.Sockets;
using IntegrationActors.Adapters.Mail.Connections;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Options;
using MailKit;
using MailKit.Security;

namespace IntegrationActors.Adapters.Mail;

/// <summary>What can go wrong with a mail server. No text has a password or a token.</summary>
internal static class MailFaults
{
    public const string Unreachable = "IA3860";
    public const string Untrusted = "IA3861";
    public const string LoginRefused = "IA3862";
    public const string NoCredential = "IA3863";
    public const string Broken = "IA3864";
    public const string NoFolder = "IA3865";
    public const string Refused = "IA3866";
    public const string LockLost = "IA3867";
    public const string BadValue = "IA3868";
    public const string NotOffered = "IA3869";
    public const string MailRefused = "IA3870";
    public const string RecipientsRefused = "IA3871";
    public const string AnswerLost = "IA3872";
    public const string Unreadable = "IA3873";
    public const string Busy = "IA3874";
    public const string Silent = "IA3875";

    public static FaultException Credential(string problem) => new(NoCredential, problem, "Deploy the credential, or correct the channel.");

    public static FaultException Untrusting(string shown, string refusal, Exception cause) => new(
        Untrusted, $"{shown}: {refusal} Nothing was sent, no password above all.", "See which certificate the server shows; name it, or the one that issued it, in 'trustedCertificates'.", cause);

    public static FaultException Mechanism(string shown, string wanted, IEnumerable<string> offered) => new(
        NotOffered,
        $"{shown} offers no login by {wanted}; it offers {(string.Join(", ", offered.Order(StringComparer.Ordinal).Take(20)) is { Length: > 0 } names ? Fault.Cut(names) : "none")}.",
        "Change 'authentication', or see whether the server allows it only over a protected connection.");

    public static FaultException Folder(string shown, string folder) => new(
        NoFolder, $"{shown} has no folder '{folder}', or doesn't show it.", "Check the name: levels are divided by '/', and INBOX is where mails come in.");

    public static Fault NoGreeting(string shown, string detail) => new(
        Silent, $"Something listens at {shown}, but does not greet as a mail server does. {detail}", "Check the port, and whether 'protection' fits it: 'startTls' and 'none' wait for a greeting where a server may wait for TLS.");

    public static FaultException NoIds(string shown, Exception? cause) =>
        new(NotOffered, $"{shown} has no unique ids of mails (UIDL), by which the channel knows them.", "Use another protocol for this mailbox.", cause);

    public static FaultException Lost(string mail) => new(
        LockLost,
        $"{mail} was processed, but the lock on the mailbox ran out meanwhile, so it was left where it is. Another node may process it once more.",
        "See why the store of the tenant did not answer for so long, or raise 'lockTimeout'.");

    public static FaultException Value(string what, string text, string problem) => new(
        BadValue,
        $"{what} '{Fault.Cut(new string([.. text.Select(c => char.IsControl(c) ? '?' : c)]))}' can't be used: it {problem}. Nothing was sent.",
        "Check the expressions of the channel, and what the message has in the places that they are made of.");

    public static FaultException Reading(string mail, Fault cause) => new(
        Unreadable, $"{mail} can't be read: {cause.Message}", "It stays in the mailbox and is tried again; 'maxAttempts' sets such mails aside.", cause.Cause);

    /// <summary>Why there is no connection; null when the exception is none of the library.</summary>
    public static Fault? OfConnect(Exception exception, string shown, TimeSpan timeout, string? refusal) => exception switch
    {
        FaultException known => known.Fault,
        SslHandshakeException when refusal is not null => Untrusting(shown, refusal, exception).Fault,
        SslHandshakeException { InnerException: System.Security.Authentication.AuthenticationException inner } => new Fault(
            Untrusted, $"{shown}: no common TLS: {Fault.Cut(inner.Message)}", "Check whether 'protection' fits the port, which versions of TLS the server knows, and whether it wants a 'clientCertificate'.", exception),
        NotSupportedException => new Fault(NotOffered, $"{shown} does not offer STARTTLS. Nothing was sent, no password above all.", "Check the port, or change 'protection'.", exception),
        _ when IsLate(exception) => new Fault(
            Unreachable, $"{shown}: no connection within {Duration.Format(timeout)}.", "Check host and port, and whether 'protection' fits the port; a firewall in between looks like this too.", exception),
        SslHandshakeException or SocketException or IOException or ProtocolException or CommandException or ObjectDisposedException => new Fault(
            Unreachable, $"{shown}: no connection: {Fault.Cut((exception as SslHandshakeException)?.InnerException?.Message ?? exception.Message)}", "Check host and port, and that the server is up.", exception),
        _ => null,
    };

    /// <summary>Why the login failed; null when the exception is none of the library.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="shown">The server, for people.</param>
    /// <param name="timeout">How long was waited.</param>
    /// <param name="answer">What the server answered; empty when that is not known.</param>
    public static Fault? OfLogin(Exception exception, string shown, TimeSpan timeout, string answer = "") => exception switch
    {
        AuthenticationException when LoginAnswer.IsForNow(answer) => new Fault(
            Unreachable, $"{shown} accepts no login now: {Shown(answer)}", "It is tried again. The user may have too many connections, or the server is not well.", exception),
        AuthenticationException when answer.Length > 0 => new Fault(
            LoginRefused, $"{shown} refused the login: {Shown(answer)}", "Check user name and password, or token, and what the server accepts.", exception),
        AuthenticationException or SaslException or NotSupportedException => new Fault(
            LoginRefused, $"{shown} refused the login: {Fault.Cut(exception.Message)}", "Check user name and password, or token, and what the server accepts.", exception),
        _ when IsLate(exception) => new Fault(
            Unreachable, $"{shown}: no answer to the login within {Duration.Format(timeout)}.", "Raise 'timeout', or see why the server is slow; many let those wait whose logins were refused before.", exception),
        _ => OfConnect(exception, shown, timeout, null),
    };

    /// <summary>Why an operation failed; null when the exception is none of the library.</summary>
    public static Fault? Of(Exception exception, string shown, string what, TimeSpan timeout) => exception switch
    {
        FaultException known => known.Fault,
        FolderNotFoundException missing => Folder(shown, missing.FolderName).Fault,
        CommandException => new Fault(Refused, $"{shown}: {what}: {Fault.Cut(exception.Message)}", "The server refused; a full mailbox or a missing right looks like this. Its log may say more.", exception),
        _ when IsLate(exception) => new Fault(Broken, $"{shown}: {what}: no answer within {Duration.Format(timeout)}.", "Raise 'timeout', or see why the server is slow.", exception),
        ServiceNotConnectedException or ServiceNotAuthenticatedException or FolderNotOpenException or ProtocolException or SocketException or IOException or ObjectDisposedException => new Fault(
            Broken, $"{shown}: {what}: the connection broke: {Fault.Cut(exception.Message)}", "The server or the network between failed; the channel connects again by itself.", exception),
        _ => null,
    };

    private static string Shown(string answer) => Fault.Cut(new string([.. answer.Select(c => char.IsControl(c) ? '?' : c)]));

    // The library has a limit of its own for each read and write, and TLS wraps what it throws.
    private static bool IsLate(Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            if (e is OperationCanceledException or TimeoutException or SocketException { SocketErrorCode: SocketError.TimedOut })
            {
                return true;
            }
        }

        return false;
    }
}
