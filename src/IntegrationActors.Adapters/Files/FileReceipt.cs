using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;

namespace IntegrationActors.Adapters.Files;

/// <summary>A file inside a flow. Completed and escalated runs put it away; after a failed one, and one that was cut, it stays and comes again.</summary>
public sealed class FileReceipt(TakenFile file, FileClosing closing, Stream body, Action<TakenFile, bool> left) : Receipt
{
    public override async ValueTask SettleAsync(Settlement settlement, CancellationToken cancel)
    {
        var isThrough = settlement.Status is MessageStatus.Completed or MessageStatus.Escalated;
        try
        {
            // Some servers do not delete what somebody reads.
            await body.DisposeAsync();
            await (isThrough ? closing.CompleteAsync(file) : closing.GiveBackAsync(file));
        }
        catch (Exception)
        {
            isThrough = false;
            throw;
        }
        finally
        {
            left(file, isThrough || settlement.Status == MessageStatus.Abandoned);
        }
    }

    public override async ValueTask ReleaseAsync()
    {
        try
        {
            await Message.Body.DisposeAsync();
            await closing.GiveBackAsync(file);
        }
        finally
        {
            left(file, true);
        }
    }
}
