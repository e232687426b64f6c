using IntegrationActors.Adapters.Sftp.Connections;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Expressions;

namespace IntegrationActors.Adapters.Sftp;

/// <summary>Checks hosts and paths that messages computed, before anything is sent.</summary>
internal static class SftpPaths
{
    public const string BadHost = "IA1372";

    private const int LongestPath = 4096;

    /// <summary>Refuses a constant host that is none.</summary>
    /// <exception cref="DiagnosticException">IA1372.</exception>
    public static void CheckHost(Expression host)
    {
        if (host.Constant is { } text && !SftpAddress.TryParse(text, out _))
        {
            throw new DiagnosticException(Diagnostic.Error(BadHost, host.Span, $"'{text}' is no host; write a name or an address, and a port behind a colon if it is not 22"));
        }
    }

    public static async ValueTask<SftpAddress> HostAsync(Expression host, Exchange exchange, CancellationToken cancel)
    {
        var text = await host.EvaluateTextAsync(exchange, cancel);
        return SftpAddress.TryParse(text, out var address) ? address : throw SftpFaults.Path(text, "is no host");
    }

    /// <summary>Refuses what is no path, or leads out of the folder.</summary>
    /// <exception cref="FaultException">IA3812.</exception>
    public static void Check(string path, bool forbidsParents)
    {
        if (path.Length > LongestPath)
        {
            throw SftpFaults.Path(path, "is longer than 4,096 characters");
        }

        if (path.Any(char.IsControl))
        {
            throw SftpFaults.Path(new string([.. path.Select(c => char.IsControl(c) ? '?' : c)]), "has a control character");
        }

        if (forbidsParents && path.Split('/', '\\').Contains("..", StringComparer.Ordinal))
        {
            throw SftpFaults.Path(path, "leads out of its folder by '..'");
        }
    }
}
