using System.Collections;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Steps;
using IntegrationActors.Core.Stores.DataStores;
using IntegrationActors.Steps.Stores;

namespace IntegrationActors.Steps.DataStoreDelete;

/// <summary>(1) The ids from the option, the header or the body; (2) the deletion.</summary>
public sealed class DataStoreDeleteStep : IStep
{
    private readonly DataStoreDeleteOptions _options;
    private readonly NamedDataStore _store;

    public DataStoreDeleteStep(DataStoreDeleteOptions options, IStepContext context) => (_options, _store) = (options, new NamedDataStore(options, context));

    public async ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel)
    {
        var store = await _store.NameAsync(exchange, cancel);
        var ids = await IdsAsync(exchange, cancel);                                 // 1
        await _store.Stores.DeleteAsync(store, ids, cancel);                        // 2
        return Outcome.Next;
    }

    private async ValueTask<IReadOnlyCollection<string>> IdsAsync(Exchange exchange, CancellationToken cancel)
    {
        string[] given = _options.Id is { } id ? [.. Texts(await id.EvaluateAsync(exchange, cancel)).Where(text => text.Length > 0)] : [];
        if (given.Length == 0)
        {
            given = [exchange.Headers[StoreHeaders.EntryId] is { Length: > 0 } header ? header : await BodyAsync(exchange, cancel)];
        }

        return Array.Find(given, text => text.Length > DataStoreEntry.LongestId) is { } wrong ? throw TooLong(wrong.Length) : given.ToHashSet(StringComparer.Ordinal);
    }

    private static async ValueTask<string> BodyAsync(Exchange exchange, CancellationToken cancel)
    {
        var text = (await exchange.Body.ReadTextAsync(cancel)).Trim();
        return text.Length > 0 ? text : throw NamedDataStore.WithoutId();
    }

    private static IEnumerable<string> Texts(object? value) => value is IEnumerable many and not string
        ? many.Cast<object?>().Select(ExpressionValue.ToText)
        : [ExpressionValue.ToText(value)];

    private static FaultException TooLong(int length) => new(
        "IA3524",
        $"The id of an entry has {length} characters; {DataStoreEntry.LongestId} is the most.",
        $"See what 'id' gives. Without 'id' and without header {StoreHeaders.EntryId} the whole body is taken as the id.");
}
