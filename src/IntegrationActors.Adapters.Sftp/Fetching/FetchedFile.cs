using IntegrationActors.Adapters.Files;
using IntegrationActors.Adapters.Sftp.Connections;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;

namespace IntegrationActors.Adapters.Sftp.Fetching;

/// <summary>A file that a run has fetched: put away when the run is completed, left where it is otherwise. Holds its connection until then.</summary>
internal sealed class FetchedFile(TakenFile file, FileClosing closing, SftpSession session, Stream body) : ICompletion
{
    public async ValueTask CompleteAsync(MessageStatus status, CancellationToken cancel)
    {
        try
        {
            await body.DisposeAsync();
            await (status is MessageStatus.Completed or MessageStatus.Escalated ? closing.CompleteAsync(file) : closing.GiveBackAsync(file));
        }
        finally
        {
            session.Dispose();
        }
    }
}
