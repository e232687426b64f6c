using System.Globalization;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores.DataStores;

namespace IntegrationActors.Adapters.DataStores;

/// <summary>An entry of a data store inside a flow. Completed and escalated runs delete it, a failed one plans the next try, one that was cut gives it back untried.</summary>
internal sealed class DataStoreReceipt : Receipt
{
    private const string Retries = "SAP_DataStoreRetries";
    private const string EntryId = "SapDataStoreId";

    private readonly IDataStoreLease _lease;
    private readonly DataStoreRetry _retry;

    private DataStoreReceipt(IDataStoreLease lease, DataStoreRetry retry) => (_lease, _retry) = (lease, retry);

    public static DataStoreReceipt Of(DataStoreName store, IDataStoreLease lease, DataStoreRetry retry)
    {
        var entry = lease.Entry;
        entry.Headers.Set(Retries, lease.Retries.ToString(CultureInfo.InvariantCulture));
        entry.Headers.Set(EntryId, entry.Id);
        return new DataStoreReceipt(lease, retry)
        {
            Id = IdOf(store, entry),
            Message = new Message { Headers = entry.Headers, Body = entry.Body },
            Predecessor = entry.Message,
        };
    }

    public override ValueTask SettleAsync(Settlement settlement, CancellationToken cancel) => settlement.Status switch
    {
        MessageStatus.Abandoned => _lease.ReleaseAsync(),
        MessageStatus.Failed => _lease.FailAsync(_retry.After(_lease.Retries + 1), cancel),
        _ => _lease.CompleteAsync(cancel),
    };

    // It comes again until it expires.
    public override MessageStatus StatusInLog(MessageStatus ended) => ended == MessageStatus.Failed ? MessageStatus.Retry : ended;

    public override async ValueTask ReleaseAsync()
    {
        await _lease.ReleaseAsync();
        await Message.Body.DisposeAsync();
    }

    // The same for all tries of what stands in the entry now.
    private static MessageId IdOf(DataStoreName store, DataStoreContent entry) =>
        MessageId.Of(entry.Written, string.Create(CultureInfo.InvariantCulture, $"{store}/{entry.Token.Number}/{entry.Token.Revision}"));
}
