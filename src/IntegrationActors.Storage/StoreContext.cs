using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores;
using IntegrationActors.Storage.Database;
using IntegrationActors.Storage.Quotas;

namespace IntegrationActors.Storage;

/// <summary>What the stores of one tenant share.</summary>
/// <param name="Tenant">Whose store it is; part of the purpose of all that is encrypted.</param>
/// <param name="Database">Tables of the tenant.</param>
/// <param name="Protector">Encrypts content.</param>
/// <param name="Time">The clock.</param>
/// <param name="Options">Times to keep, and the spool.</param>
/// <param name="Usage">What the tenant has stored, against its quotas.</param>
internal sealed record StoreContext(string Tenant, StoreDatabase Database, ISecretProtector Protector, TimeProvider Time, StoreOptions Options, StorageUsage Usage)
{
    public PayloadSpool Spool => Options.Spool;

    public DateTimeOffset Now => Time.GetUtcNow();

    /// <summary>A new id that sorts by time.</summary>
    public MessageId NewId() => MessageId.Create(Now);

    /// <summary>A write of a step: completes after the commit.</summary>
    /// <param name="write">What is written.</param>
    /// <param name="cancel">Ends the waiting, as a node does that dies: the write may come to its end all the same. For one that takes something see <see cref="TakeAsync"/>.</param>
    /// <exception cref="FaultException">IA3500: nothing was written.</exception>
    public async Task<T> WriteAsync<T>(Func<StoreConnection, T> write, CancellationToken cancel = default)
    {
        try
        {
            return await Database.WriteAsync(write, cancel);
        }
        catch (StoreUnavailableException e)
        {
            throw StoreFaults.Unavailable(Tenant, e);
        }
    }

    /// <summary>A write that comes often: completes after the commit, together with others of its kind.</summary>
    /// <exception cref="FaultException">IA3500: nothing was written.</exception>
    public async Task<TResult> WriteAsync<TItem, TResult>(BulkWrite<TItem, TResult> kind, TItem item, CancellationToken cancel = default)
    {
        try
        {
            return await Database.WriteAsync(kind, item, cancel);
        }
        catch (StoreUnavailableException e)
        {
            throw StoreFaults.Unavailable(Tenant, e);
        }
    }

    /// <summary>A write that takes something for a time. If nobody waits for it any more, it is given back when it turns out to have been taken.</summary>
    /// <param name="taking">What is taken.</param>
    /// <param name="giveBack">Gives it back.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <exception cref="FaultException">IA3500: nothing was taken.</exception>
    public static async Task<T> TakeAsync<T>(Task<T> taking, Func<T, ValueTask> giveBack, CancellationToken cancel)
    {
        try
        {
            return await taking.WaitAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            _ = GiveBackAsync(taking, giveBack);
            throw;
        }
    }

    public Task<T> ReadAsync<T>(Func<StoreConnection, T> read, CancellationToken cancel) => Database.ReadAsync(read, cancel);

    public byte[] Protect(string purpose, ReadOnlySpan<byte> content) => Protector.Protect(Tenant, purpose, content);

    public byte[] Unprotect(string purpose, ReadOnlySpan<byte> record) => Protector.Unprotect(Tenant, purpose, record);

    private static async Task GiveBackAsync<T>(Task<T> taking, Func<T, ValueTask> giveBack)
    {
        try
        {
            await giveBack(await taking);
        }
        catch (FaultException)
        {
            // It was not taken, or is free when its time is over.
        }
    }
}
