using System.Text;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Messages;
using IntegrationActors.Formats.Splitting;

namespace IntegrationActors.Steps.Splitting;

/// <summary>Splits a document with a reader of its syntax.</summary>
/// <param name="open">Makes the reader for a body.</param>
/// <param name="grouping">How many parts go together.</param>
/// <param name="spool">Where large parts go.</param>
internal sealed class DocumentSplitPlan(Func<Exchange, PartReader> open, Expression? grouping, PayloadSpool spool) : ISplitPlan
{
    /// <summary>Whether the reader waits for bytes without holding a thread.</summary>
    public bool WaitsForBytes { get; init; }

    // An expression for the size of a group may look at the body.
    public bool ReadsOnce => WaitsForBytes && (grouping is null || grouping.Constant is not null);

    public async ValueTask<ISplitSource> OpenAsync(Exchange exchange, CancellationToken cancel)
    {
        var group = await GroupSize.OfAsync(grouping, exchange, cancel);
        var reader = open(exchange);
        return new Source(reader, group, spool, reader.IsUtf8 ? Encoding.UTF8 : SplitText.EncodingOfParts(exchange.Body));
    }

    private sealed class Source(PartReader reader, int group, PayloadSpool spool, Encoding encoding) : ISplitSource
    {
        // A part is probably about as long as the one before.
        private int _expected;

        // One to which nothing was written.
        private PayloadWriter? _spare;

        public int? Count => null;

        public ValueTask<SplitPart?> NextAsync(CancellationToken cancel)
        {
            var writer = _spare ?? new PayloadWriter(spool, _expected);
            _spare = null;
            try
            {
                var pending = reader.ReadAsync(writer, group, cancel);
                return pending.IsCompletedSuccessfully ? new(Take(writer, pending.Result)) : AwaitAsync(pending, writer);
            }
            catch
            {
                writer.Dispose();
                throw;
            }
        }

        public ValueTask DisposeAsync()
        {
            reader.Dispose();
            return _spare?.DisposeAsync() ?? default;
        }

        private async ValueTask<SplitPart?> AwaitAsync(ValueTask<int> pending, PayloadWriter writer)
        {
            try
            {
                return Take(writer, await pending);
            }
            catch
            {
                await writer.DisposeAsync();
                throw;
            }
        }

        private SplitPart? Take(PayloadWriter writer, int count)
        {
            if (count == 0)
            {
                writer.Dispose();
                return null;
            }

            if (reader.Document is { } document)
            {
                _spare = writer;
                return new SplitPart(Payload.FromDocument(document, spool));
            }

            _expected = (int)long.Min(writer.Length, 64 * 1024);
            return new SplitPart(writer.ToPayload(encoding));
        }
    }
}
