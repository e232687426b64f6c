using System.Globalization;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores.Aggregations;
using IntegrationActors.Steps.Aggregator;
using IntegrationActors.Steps.Stores;

namespace IntegrationActors.Steps.Aggregations;

/// <summary>
/// Takes gathered messages one after the other and keeps none of them: headers and properties of the first one that has them, all attachments, the runs that added them, and the bodies as their format says.
/// </summary>
internal sealed class AggregateWriter(AggregatorOptions options, PayloadSpool spool) : IAsyncDisposable
{
    private readonly AggregateBody _body = new(options, spool);
    private readonly HeaderMap _headers = new();
    private readonly List<string> _origins = [];
    private readonly HashSet<string> _knownOrigins = new(StringComparer.Ordinal);
    private readonly List<Attachment> _attachments = [];
    private readonly HashSet<string> _attachmentNames = new(StringComparer.Ordinal);

    public PropertyMap Properties { get; } = new();

    /// <summary>The runs that added messages, each once, in the order of their first one.</summary>
    public IReadOnlyList<string> Origins => _origins;

    public int Count { get; private set; }

    /// <summary>Adds a message; its attachments are kept, and the rest of it is given back.</summary>
    /// <exception cref="FaultException">It can't be read.</exception>
    public async ValueTask AddAsync(AggregatedMessage one, CancellationToken cancel)
    {
        await using var body = one.Message.Body;
        foreach (var attachment in one.Message.HasAttachments ? one.Message.Attachments : [])
        {
            _attachments.Add(attachment with { Name = Unique(attachment.Name) });
        }

        await _body.AddAsync(body, cancel);
        foreach (var (name, value) in one.Message.Headers)
        {
            if (!_headers.Contains(name))
            {
                _headers.Set(name, value);
            }
        }

        foreach (var (name, value) in one.Properties)
        {
            if (name != Aggregate.Origin)
            {
                Properties.Set(name, Properties[name] ?? value);
            }
            else if (_knownOrigins.Add(value))
            {
                _origins.Add(value);
            }
        }

        Count++;
    }

    /// <summary>The message of all; once, behind the last one that was added. What it holds is the caller's.</summary>
    public Message Finish()
    {
        var message = new Message { Headers = _headers, Body = _body.Finish() };
        if (options.Format != AggregationFormat.Text)
        {
            message.Headers.Set(StoreHeaders.ContentType, options.Format == AggregationFormat.Xml ? "application/xml" : "application/json");
        }

        _attachments.ForEach(message.Attachments.Add);
        _attachments.Clear();
        return message;
    }

    public async ValueTask DisposeAsync()
    {
        _body.Dispose();
        foreach (var attachment in _attachments)
        {
            await attachment.Content.DisposeAsync();
        }
    }

    // a.pdf, then a-2.pdf.
    private string Unique(string wanted)
    {
        var (name, number) = (wanted, 1);
        while (!_attachmentNames.Add(name))
        {
            name = string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileNameWithoutExtension(wanted)}-{++number}{Path.GetExtension(wanted)}");
        }

        return name;
    }
}
