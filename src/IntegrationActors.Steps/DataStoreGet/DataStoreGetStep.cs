using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Steps;
using IntegrationActors.Core.Stores.DataStores;
using IntegrationActors.Steps.Stores;

namespace IntegrationActors.Steps.DataStoreGet;

/// <summary>Reads, and notes the deletion for the end of the run.</summary>
public sealed class DataStoreGetStep : IStep
{
    private readonly DataStoreGetOptions _options;
    private readonly NamedDataStore _store;

    public DataStoreGetStep(DataStoreGetOptions options, IStepContext context) => (_options, _store) = (options, new NamedDataStore(options, context));

    public async ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel)
    {
        var store = await _store.NameAsync(exchange, cancel);
        var given = _options.Id is { } expression ? await expression.EvaluateTextAsync(exchange, cancel) : "";
        var id = given.Length > 0 ? given : exchange.Headers[StoreHeaders.EntryId] ?? "";
        if (id.Length == 0)
        {
            throw NamedDataStore.WithoutId();
        }

        var found = id.Length <= DataStoreEntry.LongestId ? await _store.Stores.GetAsync(store, id, cancel) : null;
        if (found is null)
        {
            exchange.Headers.Set(StoreHeaders.EntryFound, "false");
            return _options.ThrowIfMissing ? Outcome.Failed(Missing(store, id)) : Outcome.Next;
        }

        await TakeOverAsync(exchange, found);
        return Outcome.Next;
    }

    private async ValueTask TakeOverAsync(Exchange exchange, DataStoreContent found)
    {
        await exchange.ReplaceBodyAsync(found.Body);
        foreach (var (name, value) in found.Headers)
        {
            exchange.Headers.Set(name, value);
        }

        exchange.Headers.Set(StoreHeaders.EntryId, found.Id);
        exchange.Headers.Set(StoreHeaders.EntryFound, "true");
        exchange.Headers.Set(StoreHeaders.CreatedAt, StoreHeaders.Time(found.Written));
        exchange.Headers.Set(StoreHeaders.ExpiresAt, StoreHeaders.Time(found.Expires));
        if (_options.DeleteOnCompletion)
        {
            DataStoreDeletions.Note(exchange, _store.Stores, found.Token);
        }
    }

    private static Fault Missing(DataStoreName store, string id) => new(
        "IA3523",
        $"Data store {store} has no entry '{NamedDataStore.Shorten(id)}'.",
        "Was it written, and by a flow whose data store this is? Entries expire. With throwIfMissing: false the message goes on.");
}
