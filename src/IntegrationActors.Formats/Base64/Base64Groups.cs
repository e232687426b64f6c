using System.Buffers;
using System.Buffers.Text;
using System.Globalization;

namespace IntegrationActors.Formats.Base64;

/// <summary>Decodes whole groups of four characters, and keeps what is left of a group for the next block.</summary>
internal sealed class Base64Groups(byte[] group, IBufferWriter<byte> output, bool url)
{
    private static readonly SearchValues<byte> Standard = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"u8);
    private static readonly SearchValues<byte> Url = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"u8);

    private readonly SearchValues<byte> _alphabet = url ? Url : Standard;
    private int _length;
    private int _padding;
    private long _position;

    public void Feed(Stream text, byte[] buffer, CancellationToken cancel)
    {
        int read;
        while ((read = text.Read(buffer, 0, int.Min(buffer.Length, group.Length - 4))) > 0)
        {
            cancel.ThrowIfCancellationRequested();
            Take(buffer.AsSpan(0, read));
            Decode(_length / 4 * 4);
        }

        Finish();
    }

    private void Take(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            var run = text.IndexOfAnyExcept(_alphabet);
            run = run < 0 ? text.Length : run;
            if (run > 0 && _padding > 0)
            {
                throw Base64Codec.Refused(_position, "something follows the padding");
            }

            text[..run].CopyTo(group.AsSpan(_length));
            _length += run;
            _position += run;
            text = text[run..];
            if (!text.IsEmpty)
            {
                TakeOther(text[0]);
                text = text[1..];
                _position++;
            }
        }
    }

    private void TakeOther(byte character)
    {
        if (character == '=' && ++_padding <= 2)
        {
            return;
        }

        if (character is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
        {
            throw Base64Codec.Refused(_position, string.Create(CultureInfo.InvariantCulture, $"the character 0x{character:X2} does not belong to it"));
        }
    }

    private void Finish()
    {
        var rest = _length % 4;
        var isRight = rest == 0 ? _padding == 0 : rest + _padding == 4 || (url && _padding == 0);
        if (rest == 1 || !isRight)
        {
            throw Base64Codec.Refused(_position, "it ends in the middle of a group");
        }

        Decode(_length);
    }

    private void Decode(int length)
    {
        if (length == 0)
        {
            return;
        }

        var target = output.GetSpan((length / 4 * 3) + 3);
        if (url)
        {
            output.Advance(DecodeUrl(group.AsSpan(0, length), target));
        }
        else
        {
            var padded = length;
            while (padded % 4 != 0)
            {
                group[padded++] = (byte)'=';
            }

            var status = System.Buffers.Text.Base64.DecodeFromUtf8(group.AsSpan(0, padded), target, out _, out var written);
            output.Advance(status == OperationStatus.Done ? written : throw Base64Codec.Refused(_position, "the last group has surplus bits"));
        }

        group.AsSpan(length, int.Max(0, _length - length)).CopyTo(group);
        _length -= length;
    }

    private int DecodeUrl(ReadOnlySpan<byte> text, Span<byte> target) =>
        Base64Url.DecodeFromUtf8(text, target, out _, out var written) == OperationStatus.Done ? written : throw Base64Codec.Refused(_position, "the last group has surplus bits");
}
