using System.Text;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Steps.Splitting;

/// <summary>Texts as bytes in which a delimiter can be searched.</summary>
internal static class SplitText
{
    /// <summary>Encoding of the parts: that of the body, or UTF-8 when a character of the body's encoding may have bytes of others in it.</summary>
    public static Encoding EncodingOfParts(Payload body) => IsSearchable(body.Encoding) ? body.Encoding : Encoding.UTF8;

    /// <summary>A reader over the text: over its bytes when they are in memory.</summary>
    public static T Open<T>(Payload body, Func<ReadOnlyMemory<byte>, T> overMemory, Func<Stream, T> overStream)
    {
        if (!IsSearchable(body.Encoding))
        {
            return overStream(Encoding.CreateTranscodingStream(body.OpenRead(), body.Encoding, Encoding.UTF8));
        }

        return body.TryGetMemory(out var memory) ? overMemory(memory) : overStream(body.OpenRead());
    }

    // UTF-8 is made for it, and so is one byte for each character.
    private static bool IsSearchable(Encoding encoding) => encoding.IsSingleByte || encoding.CodePage == Encoding.UTF8.CodePage;
}
