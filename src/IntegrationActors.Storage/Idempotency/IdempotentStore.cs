using System.Security.Cryptography;
using System.Text;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Stores.Idempotency;
using IntegrationActors.Storage.Database;
using IntegrationActors.Storage.Keys;
using IntegrationActors.Storage.Quotas;

namespace IntegrationActors.Storage.Idempotency;

/// <summary>The idempotent repository in its table. Outcomes are encrypted; keys are not, since they are looked for.</summary>
internal sealed class IdempotentStore : IIdempotentRepository
{
    private const int LongestKey = 255;
    private const int LongestOutcome = 1024 * 1024;

    private static readonly TimeSpan LongestTime = TimeSpan.FromDays(400);

    private readonly StoreContext _store;
    private readonly EachWrite<Beginning, IdempotentRows.Found> _begin;
    private readonly EachWrite<Completion, bool> _complete;

    public IdempotentStore(StoreContext store)
    {
        _store = store;
        _begin = new EachWrite<Beginning, IdempotentRows.Found>(Begin);
        _complete = new EachWrite<Completion, bool>(Complete);
    }

    private sealed record Beginning((string Scope, string Key) Key, MessageId Token, DateTimeOffset Expires, DateTimeOffset Now);

    private sealed record Completion((string Scope, string Key) Key, MessageId Token, byte[]? Outcome, DateTimeOffset Expires);

    /// <summary>The key as it is stored: a long one by its hash.</summary>
    public static string KeyOf(string key) => key.Length <= LongestKey ? key : $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))}";

    public async ValueTask<IdempotencyClaim> BeginAsync(IdempotencyKey key, TimeSpan lease, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        StoreNames.Check("The lease of an idempotent key", lease, LongestTime);
        var (row, token, now) = (RowOf(key), _store.NewId(), _store.Now);
        var beginning = _store.WriteAsync(_begin, new Beginning(row, token, now + lease, now), CancellationToken.None);
        var found = await StoreContext.TakeAsync(beginning, late => late.IsNew ? AbandonAsync(key, token) : default, cancel);
        if (found.IsNew)
        {
            return new IdempotencyClaim(IdempotencyStatus.New, token, default);
        }

        return found.IsDone
            ? new IdempotencyClaim(IdempotencyStatus.Done, default, found.Outcome.Length == 0 ? default : _store.Unprotect(Purpose(row), found.Outcome))
            : new IdempotencyClaim(IdempotencyStatus.InProgress, default, default);
    }

    public async ValueTask CompleteAsync(IdempotencyKey key, MessageId token, ReadOnlyMemory<byte> outcome, TimeSpan keepFor, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        StoreNames.Check("The time to keep an idempotent key", keepFor, LongestTime);
        if (outcome.Length > LongestOutcome)
        {
            throw StoreFaults.Invalid($"The outcome under an idempotent key has {outcome.Length} bytes; the limit is {LongestOutcome}.", "Put the outcome into a data store, and its id under the key.");
        }

        _store.Usage.CheckContents(outcome.Length);
        var row = RowOf(key);
        var done = new Completion(row, token, outcome.IsEmpty ? null : _store.Protect(Purpose(row), outcome.Span), _store.Now + keepFor);
        if (!await _store.WriteAsync(_complete, done, cancel))
        {
            throw StoreFaults.Stale($"Key {StoreNames.Cut(key.Key, LongestKey)} of {key.Component}");
        }
    }

    public async ValueTask AbandonAsync(IdempotencyKey key, MessageId token)
    {
        var row = RowOf(key);
        await _store.WriteAsync(connection => IdempotentRows.Abandon(connection, row, token));
    }

    public async ValueTask<bool> ForgetAsync(IdempotencyKey key, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var row = RowOf(key);
        return await _store.WriteAsync(connection => Counted(connection, IdempotentRows.Forget(connection, row)), cancel) == 1;
    }

    /// <summary>Deletes some that expired before <paramref name="now"/>.</summary>
    public int DeleteExpired(StoreConnection connection, DateTimeOffset now, int most) => Counted(connection, IdempotentRows.DeleteExpired(connection, now, most));

    private IdempotentRows.Found Begin(StoreConnection connection, Beginning begin)
    {
        var found = IdempotentRows.Begin(connection, begin.Key, begin.Token, (begin.Expires, begin.Now));
        _store.Usage.Adjust(connection, StorageKind.Contents, -found.Freed);
        return found;
    }

    private bool Complete(StoreConnection connection, Completion done)
    {
        var held = IdempotentRows.Complete(connection, done.Key, done.Token, (done.Outcome, done.Expires));
        _store.Usage.Adjust(connection, StorageKind.Contents, held ? done.Outcome?.Length ?? 0 : 0);
        return held;
    }

    private int Counted(StoreConnection connection, (int Count, long Bytes) deleted)
    {
        _store.Usage.Adjust(connection, StorageKind.Contents, -deleted.Bytes);
        return deleted.Count;
    }

    private static (string Scope, string Key) RowOf(IdempotencyKey key)
    {
        StoreNames.Check("The component of an idempotent key", key.Component, IdempotencyKey.LongestComponent);
        StoreNames.Check("An idempotent key", key.Key, int.MaxValue);
        return (key.Component, KeyOf(key.Key));
    }

    /// <summary>What the outcome of a row is encrypted for.</summary>
    public static string Purpose(RowKey row) => Purpose((row.Text(0), row.Text(1)));

    private static string Purpose((string Scope, string Key) row) => $"idempotent/{row.Scope}/{row.Key}";
}
