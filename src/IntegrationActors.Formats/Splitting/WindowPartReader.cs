using System.Buffers;
using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Formats.Splitting;

/// <summary>A reader of bytes: works on what its window shows, and waits only when it needs to see more.</summary>
public abstract class WindowPartReader : PartReader
{
    /// <summary>Longest single value, record or token that is held in memory, in bytes.</summary>
    public const int MaxHeld = 16 * 1024 * 1024;

    private readonly ReadWindow _window;

    private protected WindowPartReader(ReadWindow window) => _window = window;

    private protected enum Progress
    {
        Part,
        End,
        NeedsMore,
    }

    private protected ReadWindow Window => _window;

    protected override ValueTask<bool> ReadPartAsync(IBufferWriter<byte> target, ReadOnlyMemory<byte> lead, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var progress = Advance(target, lead);
        return progress == Progress.NeedsMore ? ReadOnAsync(target, lead, cancel) : new(progress == Progress.Part);
    }

    /// <summary>Goes on until a part is complete, the document ends, or more of it must be seen.</summary>
    private protected abstract Progress Advance(IBufferWriter<byte> target, ReadOnlyMemory<byte> lead);

    /// <summary>What is wrong when <see cref="MaxHeld"/> bytes are not enough to go on.</summary>
    private protected abstract FaultException TooLong();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _window.Dispose();
        }

        base.Dispose(disposing);
    }

    private async ValueTask<bool> ReadOnAsync(IBufferWriter<byte> target, ReadOnlyMemory<byte> lead, CancellationToken cancel)
    {
        while (true)
        {
            if (!await _window.ReadMoreAsync(cancel))
            {
                throw TooLong();
            }

            if (Advance(target, lead) is var progress and not Progress.NeedsMore)
            {
                return progress == Progress.Part;
            }
        }
    }
}
