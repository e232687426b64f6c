using System.Buffers;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Formats.Splitting;

/// <summary>Reads the parts of a document one after the other, in the order in which they stand there. For one owner; holds pooled memory until it is disposed of.</summary>
public abstract class PartReader : IDisposable
{
    /// <summary>Reads the next parts into one document.</summary>
    /// <param name="target">Gets the document; nothing when there is no further part, or the document is in <see cref="Document"/>.</param>
    /// <param name="count">How many parts at most; from 1. With more than one they stand in what the syntax has for several: an array, an element, lines.</param>
    /// <param name="cancel">Ends the reading.</param>
    /// <returns>How many parts were read; 0 at the end.</returns>
    /// <exception cref="FaultException">The document is not of this syntax from here on.</exception>
    public virtual ValueTask<int> ReadAsync(IBufferWriter<byte> target, int count, CancellationToken cancel)
    {
        var isGroup = count > 1;
        var pending = ReadPartAsync(target, Opening(isGroup), cancel);
        if (isGroup || !pending.IsCompletedSuccessfully)
        {
            return ReadGroupAsync(pending, target, count, cancel);
        }

        if (!pending.Result)
        {
            return new(0);
        }

        target.Write(Closing(isGroup));
        return new(1);
    }

    /// <summary>The document that was read last, when it is there in a form of its own and nothing of it was written; else null.</summary>
    public virtual PayloadDocument? Document => null;

    /// <summary>Whether the documents are in UTF-8, and not in the encoding of what is read.</summary>
    public virtual bool IsUtf8 => true;

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Reads one part; writes <paramref name="lead"/> in front of it, and nothing at all when there is no further one.</summary>
    protected abstract ValueTask<bool> ReadPartAsync(IBufferWriter<byte> target, ReadOnlyMemory<byte> lead, CancellationToken cancel);

    /// <summary>What stands in front of the first part of a document.</summary>
    protected virtual ReadOnlyMemory<byte> Opening(bool isGroup) => default;

    /// <summary>What stands between two parts.</summary>
    protected virtual ReadOnlyMemory<byte> Separator => default;

    /// <summary>What stands behind the last part of a document.</summary>
    protected virtual ReadOnlySpan<byte> Closing(bool isGroup) => default;

    protected virtual void Dispose(bool disposing)
    {
    }

    private async ValueTask<int> ReadGroupAsync(ValueTask<bool> first, IBufferWriter<byte> target, int count, CancellationToken cancel)
    {
        if (!await first)
        {
            return 0;
        }

        var read = 1;
        while (read < count && await ReadPartAsync(target, Separator, cancel))
        {
            read++;
        }

        target.Write(Closing(count > 1));
        return read;
    }
}
