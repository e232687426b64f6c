using IntegrationActors.Adapters.Files;
using IntegrationActors.Adapters.Sftp.Connections;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Expressions;

namespace IntegrationActors.Adapters.Sftp;

/// <summary>Checks hosts that messages computed, before anything is sent.</summary>
internal static class SftpHosts
{
    public const string BadHost = "IA1372";

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
        return SftpAddress.TryParse(text, out var address) ? address : throw FileFaults.Path(text, "is no host");
    }
}
