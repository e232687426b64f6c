using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Steps;
using IntegrationActors.Core.Stores.DataStores;
using IntegrationActors.Steps.Stores;

namespace IntegrationActors.Steps.DataStoreWrite;

/// <summary>Writes a copy of the message; the body is read once before, since the flow goes on with it.</summary>
public sealed class DataStoreWriteStep : IStep
{
    private readonly DataStoreWriteOptions _options;
    private readonly IStepContext _context;
    private readonly NamedDataStore _store;

    public DataStoreWriteStep(DataStoreWriteOptions options, IStepContext context) => (_options, _context, _store) = (options, context, new NamedDataStore(options, context));

    public async ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel)
    {
        var store = await _store.NameAsync(exchange, cancel);
        var id = await IdAsync(exchange, cancel);
        await exchange.Body.BufferAsync(cancel);
        var entry = new DataStoreEntry
        {
            Id = id,
            Body = exchange.Body,
            Headers = _options.IncludeHeaders ? exchange.Headers : null,
            Message = exchange.Id,
            Overwrite = _options.Overwrite,
            OverdueAfter = _options.OverdueAfter,
            ExpiresAfter = _options.ExpiresAfter,
        };
        await _store.Stores.WriteAsync(store, entry, cancel);
        exchange.Headers.Set(StoreHeaders.EntryId, id);
        return Outcome.Next;
    }

    private async ValueTask<string> IdAsync(Exchange exchange, CancellationToken cancel)
    {
        if (_options.Id is { } id && await id.EvaluateTextAsync(exchange, cancel) is { Length: > 0 } given)
        {
            return given;
        }

        return exchange.Headers[StoreHeaders.EntryId] is { Length: > 0 } header ? header : MessageId.Create(_context.Time.GetUtcNow()).ToString();
    }
}
