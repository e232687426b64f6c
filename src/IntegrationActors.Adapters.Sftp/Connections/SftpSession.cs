using IntegrationActors.Adapters.Files;
using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Adapters.Sftp.Connections;

/// <summary>The connection of a sender channel: made when it is needed, made anew when it broke.</summary>
internal sealed class SftpSession(SftpConnector connector, SftpAddress address) : IFileSession, IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private SftpConnection? _connection;

    /// <summary>A connection that works, as far as is known.</summary>
    /// <exception cref="FaultException">IA3801 to IA3806.</exception>
    public async ValueTask<SftpConnection> OpenAsync(CancellationToken cancel)
    {
        await _gate.WaitAsync(cancel);
        try
        {
            if (_connection is { IsOpen: true } open)
            {
                return open;
            }

            _connection?.Dispose();
            _connection = null;
            return _connection = await connector.ConnectAsync(await connector.TargetAsync(address, cancel), cancel);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Closes the connection; the next use makes another one.</summary>
    public void Close()
    {
        _connection?.Dispose();
        _connection = null;
    }

    async ValueTask<IFileAccess> IFileSession.OpenAsync(CancellationToken cancel) => await OpenAsync(cancel);

    public void Dispose()
    {
        Close();
        _gate.Dispose();
    }
}
