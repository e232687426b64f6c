using IntegrationActors.Adapters.Files;
using IntegrationActors.Adapters.Polling;
using IntegrationActors.Adapters.Sftp.Connections;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Steps;

namespace IntegrationActors.Adapters.Sftp.Sender;

/// <summary>The files of a folder of a server, over one connection.</summary>
internal sealed class SftpSource : FileSource
{
    private static readonly TimeSpan DefaultInterval = TimeSpan.FromSeconds(10);

    private readonly SftpSenderOptions _options;
    private readonly SftpSession _session;
    private readonly LoginBackoff _backoff;

    private SftpSource(SftpSenderOptions options, IFlowContext context, SftpAddress address, SftpSession session)
        : base(options, context, session, SftpConnection.Channel, address.ToString()) =>
        (_options, _session, _backoff) = (options, session, new LoginBackoff(options.Poll?.Interval ?? DefaultInterval, SftpFaults.LoginRefused));

    public static SftpSource Of(SftpSenderOptions options, IFlowContext context)
    {
        var address = SftpAddress.Parse(options.Host);
        return new SftpSource(options, context, address, new SftpSession(new SftpConnector(options, context), address));
    }

    /// <summary>Logs in and looks at the folder, so that a wrong one shows at once.</summary>
    public override async ValueTask ConnectAsync(CancellationToken cancel)
    {
        var connection = await _session.OpenAsync(cancel);
        _backoff.Reset();
        var folder = connection.Resolve(_options.Directory);
        for (var end = _options.Stepwise ? folder.IndexOf('/', 1) : -1; end > 0; end = folder.IndexOf('/', end + 1))
        {
            await LookAtAsync(connection, folder[..end], cancel);
        }

        await LookAtAsync(connection, folder, cancel);
    }

    /// <summary>Also gives up a connection that broke without the library knowing, such as one that a firewall forgot.</summary>
    public override TimeSpan? PauseAfter(Exception failure)
    {
        if (failure is FaultException { Fault.Code: SftpFaults.Broken })
        {
            _session.Close();
        }

        return _backoff.PauseAfter(failure);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _session.Dispose();
    }

    protected override ValueTask EndPollAsync(CancellationToken cancel)
    {
        if (_options.Disconnect)
        {
            _session.Close();
        }

        return default;
    }
}
