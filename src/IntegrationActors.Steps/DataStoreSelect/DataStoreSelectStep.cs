using System.Globalization;
using System.Text.Json;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Steps;
using IntegrationActors.Core.Stores.DataStores;
using IntegrationActors.Steps.Bulks;
using IntegrationActors.Steps.Stores;

namespace IntegrationActors.Steps.DataStoreSelect;

/// <summary>(1) Reads the entries; (2) writes the bulk; (3) puts it in the place of the body, and notes the deletions for the end of the run.</summary>
public sealed class DataStoreSelectStep : IStep
{
    private const int Most = 1000;

    private readonly DataStoreSelectOptions _options;
    private readonly IStepContext _context;
    private readonly NamedDataStore _store;

    public DataStoreSelectStep(DataStoreSelectOptions options, IStepContext context) => (_options, _context, _store) = (options, context, new NamedDataStore(options, context));

    public async ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel)
    {
        var store = await _store.NameAsync(exchange, cancel);
        var entries = await _store.Stores.SelectAsync(store, MaxFor(exchange), cancel); // 1
        try
        {
            using var target = new PayloadWriter(_context.Spool);
            await WriteAsync(entries, target, cancel);                              // 2
            await exchange.ReplaceBodyAsync(target.ToPayload());                    // 3
        }
        finally
        {
            foreach (var entry in entries)
            {
                await entry.Body.DisposeAsync();
            }
        }

        exchange.Headers.Set(StoreHeaders.ContentType, _options.Format == BulkFormat.Xml ? "application/xml" : "application/json");
        exchange.Headers.Set(StoreHeaders.EntryFound, entries.Count > 0 ? "true" : "false");
        foreach (var entry in _options.DeleteOnCompletion ? entries : [])
        {
            DataStoreDeletions.Note(exchange, _store.Stores, entry.Token);
        }

        return Outcome.Next;
    }

    private int MaxFor(Exchange exchange)
    {
        if (exchange.Headers[StoreHeaders.MaxResults] is not { Length: > 0 } header)
        {
            return _options.Max;
        }

        return int.TryParse(header, NumberStyles.None, CultureInfo.InvariantCulture, out var max) && max is >= 1 and <= Most
            ? max
            : throw new FaultException(
                "IA3525", $"Header {StoreHeaders.MaxResults} is '{NamedDataStore.Shorten(header)}'; it must be a number of 1 to {Most}.", "Correct or remove the header; without it 'max' holds.");
    }

    private ValueTask WriteAsync(IReadOnlyList<DataStoreContent> entries, PayloadWriter target, CancellationToken cancel) =>
        _options.Format == BulkFormat.Xml ? WriteXmlAsync(entries, target, cancel) : WriteJsonAsync(entries, target, cancel);

    private static async ValueTask WriteXmlAsync(IReadOnlyList<DataStoreContent> entries, PayloadWriter target, CancellationToken cancel)
    {
        using var xml = XmlBulk.Create(target);
        xml.WriteStartElement("messages");
        foreach (var entry in entries)
        {
            await entry.Body.BufferAsync(cancel);
            xml.WriteStartElement("message");
            xml.WriteAttributeString("id", entry.Id);
            XmlBulk.Copy(entry.Body, xml, cancel);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static async ValueTask WriteJsonAsync(IReadOnlyList<DataStoreContent> entries, PayloadWriter target, CancellationToken cancel)
    {
        await using var json = new Utf8JsonWriter((System.Buffers.IBufferWriter<byte>)target);
        json.WriteStartArray();
        foreach (var entry in entries)
        {
            json.WriteStartObject();
            json.WriteString("id", entry.Id);
            json.WritePropertyName("body");
            json.WriteRawValue((await JsonBulk.ReadAsync(entry.Body, cancel)).Span, skipInputValidation: true);
            json.WriteEndObject();
            await json.FlushAsync(cancel);
        }

        json.WriteEndArray();
    }
}
