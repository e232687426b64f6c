using System.Runtime.CompilerServices;
using IntegrationActors.Adapters.Files;
using IntegrationActors.Adapters.Probing;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Expressions;

namespace IntegrationActors.Adapters.Sftp.Connections;

/// <summary>Tests the way to a server: (1) credentials; (2) name and port, of the proxy if there is one; (3) the key of the host and the login; (4) the folder.</summary>
internal sealed class SftpProbe(SftpConnector connector)
{
    /// <summary>As a channel whose places messages compute.</summary>
    public IAsyncEnumerable<ProbeStep> RunAsync(Expression host, Expression? folder, CancellationToken cancel) => host.Constant is { } known
        ? RunAsync(SftpAddress.Parse(known), folder is null ? "" : folder.Constant, cancel)
        : new[] { ProbeStep.Skipped(ProbeLayers.Settings, $"only a message says which host is meant: {host}") }.ToAsyncEnumerable();

    /// <summary>Tests the layers.</summary>
    /// <param name="address">The server.</param>
    /// <param name="folder">The folder; null: only a message says which one.</param>
    /// <param name="cancel">Gives up.</param>
    public async IAsyncEnumerable<ProbeStep> RunAsync(SftpAddress address, string? folder, [EnumeratorCancellation] CancellationToken cancel)
    {
        SftpTarget? target = null;
        var last = await LayerProbe.TestAsync(ProbeLayers.Settings, async () =>                             // 1
        {
            target = await connector.TargetAsync(address, cancel);
            return $"{target.Shown} as '{target.Login.User}'{(target.Proxy is null ? "" : " through the proxy")}";
        });
        yield return last;
        if (last.Outcome == ProbeOutcome.Failed)
        {
            yield break;
        }

        var (host, port) = target!.Proxy is { } proxy ? (proxy.Host, proxy.Port) : (address.Host, address.Port);
        await foreach (var step in NetworkProbe.ReachAsync(host, port, connector.Options.Timeout, cancel))  // 2
        {
            last = step;
            yield return step;
        }

        if (last.Outcome == ProbeOutcome.Passed)
        {
            await foreach (var step in LogInAsync(target, folder, cancel))
            {
                yield return step;
            }
        }
    }

    private async IAsyncEnumerable<ProbeStep> LogInAsync(SftpTarget target, string? folder, [EnumeratorCancellation] CancellationToken cancel)
    {
        SftpConnection? connection = null;
        var login = await LayerProbe.TestAsync(ProbeLayers.Login, async () =>                               // 3
        {
            connection = await connector.ConnectAsync(target, cancel);
            return $"'{target.Login.User}' is logged in";
        });
        using (connection)
        {
            if (connection is null)
            {
                yield return login with { Name = LayerOf(login.Code) };
                yield break;
            }

            yield return ProbeStep.Passed(ProbeLayers.Tls, "the host showed a key that the channel knows");
            yield return login;
            yield return folder is null
                ? ProbeStep.Skipped(ProbeLayers.Target, "only a message says which folder is meant")
                : await LayerProbe.TestAsync(ProbeLayers.Target, () => LookAtAsync(connection, connection.Resolve(folder), cancel)); // 4
        }
    }

    private static async ValueTask<string> LookAtAsync(SftpConnection connection, string folder, CancellationToken cancel) => await connection.StatAsync(folder, cancel) is { IsFolder: true }
        ? $"the folder '{folder}' is there"
        : throw FileFaults.Missing(connection.Target.Shown, folder);

    private static string LayerOf(string? code) => code switch
    {
        SftpFaults.UnknownHostKey or SftpFaults.ChangedHostKey or SftpFaults.NoAlgorithm => ProbeLayers.Tls,
        SftpFaults.LoginRefused or SftpFaults.NoCredential => ProbeLayers.Login,
        _ => ProbeLayers.Connection,
    };
}
