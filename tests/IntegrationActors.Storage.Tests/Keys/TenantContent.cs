using System.Text;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores;
using IntegrationActors.Core.Stores.Aggregations;
using IntegrationActors.Core.Stores.DataStores;
using IntegrationActors.Core.Stores.Idempotency;
using IntegrationActors.Core.Stores.Inputs;
using IntegrationActors.Core.Stores.Persisted;
using IntegrationActors.Core.Stores.Queues;
using IntegrationActors.Core.Stores.Variables;
using IntegrationActors.Storage.Tests.Contents;

namespace IntegrationActors.Storage.Tests.Keys;

/// <summary>A store of content or secrets. Id mappings, number ranges and locks are not among them: they hold names that are looked for.</summary>
/// <param name="Store">What it is called in the test.</param>
/// <param name="Write">Writes a text into it, and tells how to read the text back.</param>
internal sealed record TenantContent(string Store, Func<StoreHost, string, Task<Func<Task<string?>>>> Write)
{
    // Enough for three chunks.
    private const int LargeLength = 600_000;

    /// <summary>Whoever adds a store of content or secrets adds a line.</summary>
    public static IReadOnlyList<TenantContent> All { get; } =
    [
        new("credential", WriteCredentialAsync),
        new("trace", WriteTraceAsync),
        new("kept input", WriteInputAsync),
        new("small entry of a data store", (host, text) => WriteEntryAsync(host, "small", text)),
        new("large entry of a data store", (host, text) => WriteEntryAsync(host, "large", Large(text))),
        new("variable", WriteVariableAsync),
        new("outcome under an idempotent key", WriteOutcomeAsync),
        new("persisted message", WritePersistedAsync),
        new("small attachment of the log", (host, text) => WriteAttachmentAsync(host, text)),
        new("large attachment of the log", (host, text) => WriteAttachmentAsync(host, Large(text))),
        new("aggregation", WriteAggregationAsync),
        new("small message in a queue", (host, text) => WriteQueueAsync(host, text)),
        new("large message in a queue", (host, text) => WriteQueueAsync(host, Large(text))),
    ];

    private static async Task<Func<Task<string?>>> WriteCredentialAsync(StoreHost host, string text)
    {
        await host.Acme.Credentials.PutUserAsync("erp", "robot", text);
        return () => host.PasswordAsync("erp");
    }

    private static Task<Func<Task<string?>>> WriteTraceAsync(StoreHost host, string text)
    {
        var record = host.LogTrace(text);
        return Task.FromResult<Func<Task<string?>>>(() => host.TraceAsync(record));
    }

    private static async Task<Func<Task<string?>>> WriteInputAsync(StoreHost host, string text)
    {
        var input = new KeptInput { Id = host.NewId(), Flow = "orders", Entry = 0, Message = Message(text), CorrelationId = "c", Properties = [new("secret", text)] };
        await host.Acme.Inputs.KeepAsync(input);
        return async () => await TextAsync((await host.Acme.Inputs.FindAsync(input.Id, CancellationToken.None))?.Message);
    }

    private static async Task<Func<Task<string?>>> WriteEntryAsync(StoreHost host, string id, string text)
    {
        var store = new DataStoreName("orders", StoreScope.Global);
        await host.Acme.DataStores.WriteAsync(store, new DataStoreEntry { Id = id, Body = Payload.FromText(text), Headers = Message(text).Headers }, CancellationToken.None);
        return async () => await host.Acme.DataStores.GetAsync(store, id, CancellationToken.None) is { } entry ? Short(await Bodies.TextAsync(entry.Body)) : null;
    }

    private static async Task<Func<Task<string?>>> WriteVariableAsync(StoreHost host, string text)
    {
        await host.Acme.Variables.SetAsync(StoreScope.Of("orders"), "last", VariableType.Text, text, CancellationToken.None);
        return async () => (await host.Acme.Variables.GetAsync(StoreScope.Of("orders"), "last", CancellationToken.None))?.Value;
    }

    // One without an outcome is beside it: there is nothing to encrypt.
    private static async Task<Func<Task<string?>>> WriteOutcomeAsync(StoreHost host, string text)
    {
        var (repository, keys) = (host.Acme.IdempotentRepository, new[] { new IdempotencyKey("orders", "with"), new IdempotencyKey("orders", "without") });
        foreach (var key in keys)
        {
            var claim = await repository.BeginAsync(key, IIdempotentRepository.DefaultLease, CancellationToken.None);
            await repository.CompleteAsync(key, claim.Token, key == keys[0] ? Encoding.UTF8.GetBytes(text) : default(ReadOnlyMemory<byte>), IIdempotentRepository.DefaultKeep, CancellationToken.None);
        }

        return async () => Encoding.UTF8.GetString((await host.Acme.IdempotentRepository.BeginAsync(keys[0], IIdempotentRepository.DefaultLease, CancellationToken.None)).Outcome.Span);
    }

    private static async Task<Func<Task<string?>>> WritePersistedAsync(StoreHost host, string text)
    {
        var message = new PersistedMessage { Exchange = host.NewId(), Flow = "orders", Step = "persist", Message = Message(text), Properties = [new("secret", text)] };
        var id = await host.Acme.MessageStore.WriteAsync(message, CancellationToken.None);
        return async () => await TextAsync((await host.Acme.MessageStore.ReadAsync(id, CancellationToken.None))?.Message);
    }

    private static async Task<Func<Task<string?>>> WriteAttachmentAsync(StoreHost host, string text)
    {
        var attachment = await host.Acme.Attachments.AddAsync(host.NewId(), new Attachment("a.txt", "text/plain", Payload.FromText(text)), CancellationToken.None);
        return async () => await host.Acme.Attachments.OpenAsync(attachment.Id, CancellationToken.None) is { } content ? Short(await Bodies.TextAsync(content)) : null;
    }

    private static async Task<Func<Task<string?>>> WriteAggregationAsync(StoreHost host, string text)
    {
        var message = new AggregatedMessage { Id = host.NewId(), Message = Message(text), Properties = [new("secret", text)] };
        var state = await host.Acme.AggregatorStates.AddAsync(new AggregationKey("orders", "gather", "7"), message, new AggregationRule { Timeout = TimeSpan.FromDays(1) }, CancellationToken.None);
        return async () =>
        {
            var lease = await host.Acme.AggregatorStates.TakeAsync(state.Number, TimeSpan.FromMinutes(5), CancellationToken.None);
            return lease is null ? null : await TextAsync((await lease.ReadAsync(CancellationToken.None).FirstAsync()).Message);
        };
    }

    private static async Task<Func<Task<string?>>> WriteQueueAsync(StoreHost host, string text)
    {
        await host.Acme.Queues.DeclareAsync(new QueueDeclaration("orders", QueueAccess.NonExclusive), CancellationToken.None);
        var message = new QueuedMessage { Id = host.NewId(), Message = Message(text), Properties = [new("secret", text)], Sender = text.Length < LargeLength ? text : null };
        await host.Acme.Queues.PutAsync("orders", message, CancellationToken.None);
        return async () => await TextAsync((await host.Acme.QueueOperations.ReadAsync("orders", message.Id, CancellationToken.None))?.Message);
    }

    private static Message Message(string text)
    {
        var message = Bodies.Message(text, ("X-Secret", Short(text)));
        if (text.Length >= LargeLength)
        {
            message.Attachments.Add(new Attachment("a.txt", "text/plain", Payload.FromText(text)));
        }

        return message;
    }

    private static string Large(string text) => string.Concat(Enumerable.Repeat(text, (LargeLength / text.Length) + 1));

    /// <summary>The text that a large one was made of, if it is whole.</summary>
    private static string Short(string text) => text.Length < LargeLength ? text : Enumerable.Range(1, 100).Select(length => text[..length]).First(part => Large(part) == text);

    private static async Task<string?> TextAsync(Message? message) => message is null ? null : Short(await Bodies.TextAsync(message.Body));
}
