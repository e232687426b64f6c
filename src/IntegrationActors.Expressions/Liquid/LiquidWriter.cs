using System.Text;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Expressions.Liquid;

/// <summary>Writes text as UTF-8 into a payload: in memory while it is small, else into a file. Looks from time to time whether the work shall end.</summary>
internal sealed class LiquidWriter(PayloadWriter output, CancellationToken cancel) : TextWriter
{
    private const int CharactersPerBlock = 4096;
    private const long MaxCharacters = 500_000_000;

    private readonly Encoder _encoder = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetEncoder();
    private long _written;

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => Write([value]);

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(ReadOnlySpan<char> buffer)
    {
        if ((_written += buffer.Length) > MaxCharacters)
        {
            throw LiquidOptions.TooMuch("the output", $"more than {MaxCharacters} characters");
        }

        cancel.ThrowIfCancellationRequested();
        while (!buffer.IsEmpty)
        {
            var block = buffer[..Math.Min(buffer.Length, CharactersPerBlock)];
            var bytes = output.GetSpan(Encoding.UTF8.GetMaxByteCount(block.Length));
            output.Advance(_encoder.GetBytes(block, bytes, flush: false));
            buffer = buffer[block.Length..];
        }
    }

    public override Task WriteAsync(char value)
    {
        Write(value);
        return Task.CompletedTask;
    }

    public override Task WriteAsync(string? value)
    {
        Write(value);
        return Task.CompletedTask;
    }

    public override Task WriteAsync(ReadOnlyMemory<char> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return Task.CompletedTask;
    }

    public override Task FlushAsync() => Task.CompletedTask;

    /// <summary>Writes what is left of a character that was cut in two.</summary>
    public void Complete()
    {
        var bytes = output.GetSpan(Encoding.UTF8.GetMaxByteCount(1));
        output.Advance(_encoder.GetBytes([], bytes, flush: true));
    }
}
