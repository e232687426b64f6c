using System.Net.Sockets;
using IntegrationActors.Adapters.Files;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Options;
using Renci.SshNet.Common;
using Renci.SshNet.Messages.Transport;
using Renci.SshNet.Sftp;

namespace IntegrationActors.Adapters.Sftp;

/// <summary>What can go wrong with an SFTP server. No text has a password or a key.</summary>
internal static class SftpFaults
{
    public const string Unreachable = "IA3801";
    public const string UnknownHostKey = "IA3802";
    public const string ChangedHostKey = "IA3803";
    public const string LoginRefused = "IA3804";
    public const string NoAlgorithm = "IA3805";
    public const string NoCredential = "IA3806";
    public const string Broken = "IA3807";

    /// <summary>The host shows a key that nobody told us of.</summary>
    public static FaultException HostKey(string shown, bool isKnownHost, string kind, string fingerprint) => isKnownHost
        ? new FaultException(
            ChangedHostKey,
            $"{shown} has another key than the channel knows: it shows {kind} SHA256:{fingerprint}. Nothing was sent.",
            "Ask its operator whether the key was changed. If so, put the new one into 'knownHosts' or 'hostKeys'; if not, somebody is in between.")
        : new FaultException(
            UnknownHostKey,
            $"The key of {shown} is not known: it shows {kind} SHA256:{fingerprint}. Nothing was sent.",
            "Compare the fingerprint with what its operator says, then put it into 'hostKeys', or the line of ssh-keyscan into 'knownHosts'.");

    public static FaultException Credential(string problem) => new(NoCredential, problem, "Deploy the credential, or correct the channel.");

    public static FaultException TimedOut(string shown, string what, TimeSpan timeout, Exception? cause = null) => new(
        Broken, $"{shown}: {what}: no answer within {Duration.Format(timeout)}.", "Raise 'timeout', or see why the server is slow.", cause);

    /// <summary>Why there is no connection; null when the exception is none of the library.</summary>
    public static Fault? OfConnect(Exception exception, string shown, TimeSpan timeout) => exception switch
    {
        FaultException known => known.Fault,
        SshAuthenticationException => new Fault(LoginRefused, $"{shown} refused the login: {exception.Message}", "Check user name, password or key, and what the server accepts.", exception),
        SshConnectionException { DisconnectReason: DisconnectReason.KeyExchangeFailed } => Algorithms(exception, shown),
        SshOperationTimeoutException or OperationCanceledException => new Fault(
            Unreachable, $"{shown}: no connection within {Duration.Format(timeout)}.", "Check host and port, and whether a firewall is in between; or raise 'timeout'.", exception),
        SocketException or SshException or ProxyException or IOException or ObjectDisposedException => exception.Message.Contains("algorithm", StringComparison.OrdinalIgnoreCase)
            ? Algorithms(exception, shown)
            : new Fault(Unreachable, $"{shown}: no connection: {Fault.Cut(exception.Message)}", "Check host and port, and that the server is up.", exception),
        _ => null,
    };

    /// <summary>Why an operation failed; null when the exception is none of the library.</summary>
    public static Fault? Of(Exception exception, string shown, string what) => exception switch
    {
        FaultException known => known.Fault,
        SftpPathNotFoundException => new Fault(FileFaults.NotFound, $"{shown}: {what}: there is no such file or folder.", "Check the path: it starts in the home folder of the user, unless it begins with '/'.", exception),
        SftpPermissionDeniedException => new Fault(FileFaults.Denied, $"{shown}: {what}: the server does not allow it.", "Check what the user may do there.", exception),
        SftpException { StatusCode: not (StatusCode.ConnectionLost or StatusCode.NoConnection) } or SshException and not (SshConnectionException or SshOperationTimeoutException or SftpException) => new Fault(
            FileFaults.Refused, $"{shown}: {what}: {Fault.Cut(exception.Message)}", "The server refused; a full disk or a quota that is used up looks like this. Its log may say more.", exception),
        SshException or SocketException or IOException or ObjectDisposedException => new Fault(
            Broken, $"{shown}: {what}: the connection broke: {Fault.Cut(exception.Message)}", "The server or the network between failed; the channel connects again by itself.", exception),
        _ => null,
    };

    private static Fault Algorithms(Exception exception, string shown) => new(
        NoAlgorithm, $"{shown}: no algorithm that both sides accept: {exception.Message}", "Update the server; 'deprecatedAlgorithms: true' allows old ones, which are weak.", exception);
}
