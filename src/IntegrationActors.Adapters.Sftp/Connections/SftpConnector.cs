using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Steps;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace IntegrationActors.Adapters.Sftp.Connections;

/// <summary>Makes the connections of one channel. Credentials are read for each, so a rotated secret holds at once.</summary>
internal sealed class SftpConnector(SftpChannelOptions options, IFlowContext context)
{
    // The largest read that OpenSSH answers in one piece, less what stands around it.
    private const uint ReadSize = 128 * 1024;

    private readonly KnownHosts _hosts = Trusted(options, context);

    public SftpChannelOptions Options => options;

    /// <summary>What a connection to a host would be.</summary>
    /// <exception cref="FaultException">IA3806.</exception>
    public ValueTask<SftpTarget> TargetAsync(SftpAddress address, CancellationToken cancel) => TargetAsync(address, options, cancel);

    /// <summary>What a connection to a host would be, with options that a message changed.</summary>
    /// <exception cref="FaultException">IA3806.</exception>
    public async ValueTask<SftpTarget> TargetAsync(SftpAddress address, SftpChannelOptions changed, CancellationToken cancel) => new(
        address, await SftpLogin.FindAsync(changed, context.Credentials, cancel), await ProxyLogin.FindAsync(changed.Proxy, context.Credentials, cancel), changed, _hosts);

    /// <summary>Connects and logs in; tries again as often as the channel says, unless the server refused key or login.</summary>
    /// <exception cref="FaultException">IA3801 to IA3806.</exception>
    public async ValueTask<SftpConnection> ConnectAsync(SftpTarget target, CancellationToken cancel)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await ConnectOnceAsync(target, cancel);
            }
            catch (FaultException e) when (e.Fault.Code == SftpFaults.Unreachable && attempt < target.Options.MaxReconnects)
            {
                await Task.Delay(target.Options.ReconnectDelay, context.Time, cancel);
            }
        }
    }

    private async ValueTask<SftpConnection> ConnectOnceAsync(SftpTarget target, CancellationToken cancel)
    {
        FaultException? distrust = null;
        var client = new SftpClient(InfoOf(target)) { OperationTimeout = target.Options.Timeout, BufferSize = ReadSize };
        client.HostKeyReceived += (_, shown) => shown.CanTrust = (distrust = Distrust(target, shown)) is null;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(target.Options.Timeout * 2);
        try
        {
            await client.ConnectAsync(limit.Token);
            return new SftpConnection(client, target);
        }
        catch (Exception e)
        {
            client.Dispose();
            cancel.ThrowIfCancellationRequested();
            throw distrust ?? (SftpFaults.OfConnect(e, target.Shown, target.Options.Timeout) is { } fault ? new FaultException(fault) : e);
        }
    }

    private ConnectionInfo InfoOf(SftpTarget target)
    {
        var ((host, port), login, methods) = (target.Address, target.Login, target.Login.Methods());
        var info = target.Proxy is { } proxy
            ? new ConnectionInfo(host, port, login.User, proxy.Kind, proxy.Host, proxy.Port, proxy.User, proxy.Password, methods)
            : new ConnectionInfo(host, port, login.User, methods);
        info.Timeout = target.Options.Timeout;
        info.Encoding = NameEncoding.Of(options.NameCharset);
        Algorithms.Choose(info, options.DeprecatedAlgorithms, target.Hosts.KindsOf(host, port));
        return info;
    }

    private static FaultException? Distrust(SftpTarget target, HostKeyEventArgs shown) =>
        target.Hosts.Judge(target.Address.Host, target.Address.Port, shown.HostKey, shown.FingerPrintSHA256) switch
        {
            HostKeyVerdict.Known => null,
            var verdict => SftpFaults.HostKey(target.Shown, verdict == HostKeyVerdict.OtherKey, shown.HostKeyName, shown.FingerPrintSHA256),
        };

    private static KnownHosts Trusted(SftpChannelOptions options, IFlowContext context)
    {
        var hosts = new KnownHosts();
        if (options.KnownHosts is { } file)
        {
            hosts.AddFile(System.Text.Encoding.UTF8.GetString(context.Resource(file).Span), file.Path, file.Span);
        }

        foreach (var key in options.HostKeys)
        {
            hosts.AddKey(key);
        }

        return hosts;
    }
}
