using System.Text;

namespace IntegrationActors.Formats.Csv;

/// <summary>An encoding that writes no byte order mark of its own accord.</summary>
internal sealed class WithoutMark(Encoding inner) : Encoding(inner.CodePage, inner.EncoderFallback, inner.DecoderFallback)
{
    public override ReadOnlySpan<byte> Preamble => [];

    public override string WebName => inner.WebName;

    public override byte[] GetPreamble() => [];

    public override int GetByteCount(char[] chars, int index, int count) => inner.GetByteCount(chars, index, count);

    public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex) => inner.GetBytes(chars, charIndex, charCount, bytes, byteIndex);

    public override int GetCharCount(byte[] bytes, int index, int count) => inner.GetCharCount(bytes, index, count);

    public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex) => inner.GetChars(bytes, byteIndex, byteCount, chars, charIndex);

    public override int GetMaxByteCount(int charCount) => inner.GetMaxByteCount(charCount);

    public override int GetMaxCharCount(int byteCount) => inner.GetMaxCharCount(byteCount);

    public override Encoder GetEncoder() => inner.GetEncoder();

    public override Decoder GetDecoder() => inner.GetDecoder();
}
