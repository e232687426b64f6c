namespace IntegrationActors.Core.Messages.Xml;

/// <summary>A quick look at the tags of a UTF-8 document, vectorised; says yes only when it is sure.</summary>
internal static class XmlEstimate
{
    // Even if each were in the scope of all others, comparing them would cost nothing to speak of.
    private const int FewDeclarations = 1_000;

    /// <summary>Whether the document surely keeps the limits of <see cref="LimitedXmlReader"/>.</summary>
    public static bool IsSurelyWithinLimits(ReadOnlySpan<byte> xml) => IsSurelyBelow(xml, SafeXml.MaxDepth) && xml.Count("xmlns"u8) <= FewDeclarations;

    private static bool IsSurelyBelow(ReadOnlySpan<byte> xml, int limit)
    {
        if (xml.Length > 1 && (xml[0] is 0xFE or 0xFF or 0 || xml[1] == 0))
        {
            return false;
        }

        var depth = 0;
        while (xml.IndexOf((byte)'<') is var start and >= 0 && start + 1 < xml.Length)
        {
            xml = xml[(start + 1)..];
            switch (xml[0])
            {
                case (byte)'/':
                    depth--;
                    break;
                case (byte)'?':
                    break;
                case (byte)'!':
                    // Comments and CDATA sections can hide tags: the exact count is the reader's.
                    return false;
                default:
                    depth += IsEmptyElement(xml) ? 0 : 1;
                    break;
            }

            if (depth >= limit)
            {
                return false;
            }
        }

        return true;
    }

    // With attributes it is not sure: a value may hold "/>". Such an element counts as open, which is on the safe side.
    private static bool IsEmptyElement(ReadOnlySpan<byte> tag) =>
        tag.IndexOfAny((byte)'>', (byte)'"', (byte)'\'') is var end and > 0 && tag[end] == '>' && tag[end - 1] == '/';
}
