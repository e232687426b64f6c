using System.Text;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Formats.Mime;

namespace IntegrationActors.Adapters.Mail.Smime;

/// <summary>Finds the bytes that a detached signature is about: the first part of <c>multipart/signed</c> exactly as it was sent, with line ends of mail (RFC 1847, 2.1).</summary>
internal static class SignedPart
{
    /// <summary>The part in a document.</summary>
    /// <param name="document">The whole document, headers included.</param>
    /// <param name="boundary">Boundary of the outer multipart.</param>
    /// <exception cref="FaultException">IA3430: the boundary is not there twice.</exception>
    public static byte[] Of(ReadOnlySpan<byte> document, string boundary)
    {
        var mark = Encoding.UTF8.GetBytes($"\n--{boundary}");
        var begin = Line(document, mark, 0);
        var start = begin < 0 ? -1 : document[(begin + 1)..].IndexOf((byte)'\n') is var end and >= 0 ? begin + 1 + end + 1 : -1;
        var next = start < 0 ? -1 : Line(document, mark, start - 1);
        if (next < 0)
        {
            throw MimeFaults.NotMime("the boundary of its signed part is missing.");
        }

        var length = Math.Max(0, next - start);
        return WithMailLines(length > 0 && document[start + length - 1] == '\r' ? document.Slice(start, length - 1) : document.Slice(start, length));
    }

    // A boundary that only begins like this one belongs to an inner multipart.
    private static int Line(ReadOnlySpan<byte> document, ReadOnlySpan<byte> mark, int from)
    {
        for (var at = from; at < document.Length;)
        {
            var found = document[at..].IndexOf(mark);
            if (found < 0)
            {
                return -1;
            }

            var behind = at + found + mark.Length;
            if (behind >= document.Length || document[behind] is (byte)'\r' or (byte)'\n' or (byte)' ' or (byte)'\t' || document[behind..].StartsWith("--"u8))
            {
                return at + found;
            }

            at = behind;
        }

        return -1;
    }

    private static byte[] WithMailLines(ReadOnlySpan<byte> part)
    {
        var lines = new MemoryStream(part.Length + 64);
        var before = (byte)0;
        foreach (var one in part)
        {
            if (one == '\n' && before != '\r')
            {
                lines.WriteByte((byte)'\r');
            }

            lines.WriteByte(one);
            before = one;
        }

        return lines.ToArray();
    }
}
