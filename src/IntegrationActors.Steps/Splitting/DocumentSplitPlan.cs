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
    public async ValueTask<ISplitSource> OpenAsync(Exchange exchange, CancellationToken cancel)
    {
        var group = await GroupSize.OfAsync(grouping, exchange, cancel);
        return new Source(open(exchange), group, spool, SplitText.EncodingOfParts(exchange.Body));
    }

    private sealed class Source(PartReader reader, int group, PayloadSpool spool, System.Text.Encoding encoding) : ISplitSource
    {
        // A part is probably about as long as the one before.
        private int _expected;

        public int? Count => null;

        public ValueTask<SplitPart?> NextAsync(CancellationToken cancel)
        {
            var writer = new PayloadWriter(spool, _expected);
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
            return default;
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

            _expected = (int)long.Min(writer.Length, 64 * 1024);
            return new SplitPart(writer.ToPayload(encoding, reader.Tree));
        }
    }
}
