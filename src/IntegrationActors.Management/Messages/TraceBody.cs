using System.Buffers;
using System.Text;

namespace IntegrationActors.Management.Messages;

/// <summary>Decides whether a captured body is text, and decodes it. A capture may end in the middle of a character.</summary>
internal static class TraceBody
{
    private const int LongestCharacter = 4;

    public static (string Text, bool IsBase64) Read(ReadOnlySpan<byte> body, bool isCut)
    {
        var decodable = isCut ? WithoutHalfCharacter(body) : body;
        var text = new char[decodable.Length];
        var status = System.Text.Unicode.Utf8.ToUtf16(decodable, text, out _, out var written, replaceInvalidSequences: false);
        return status == OperationStatus.Done && !decodable.Contains((byte)0)
            ? (new string(text, 0, written), false)
            : (Convert.ToBase64String(body), true);
    }

    private static ReadOnlySpan<byte> WithoutHalfCharacter(ReadOnlySpan<byte> body)
    {
        for (var back = 1; back <= Math.Min(LongestCharacter, body.Length); back++)
        {
            var tail = body[^back..];
            if (Rune.DecodeFromUtf8(tail, out _, out var used) == OperationStatus.NeedMoreData && used == back)
            {
                return body[..^back];
            }
        }

        return body;
    }
}
