using System.Buffers;
using System.Xml;
using IntegrationActors.Formats.Xml;

namespace IntegrationActors.Formats.Combining;

/// <summary>Copies a document, and puts at the end of its elements what a lookup has for their key.</summary>
public static class XmlEnricher
{
    private const int ReleaseAt = 32 * 1024;

    /// <summary>Writes the enriched document, while the original is read.</summary>
    /// <exception cref="Core.Exchanges.FaultException">IA3367: the original is not XML.</exception>
    public static void Write(XmlSource source, XmlKeyPlace place, XmlLookup lookup, IBufferWriter<byte> output)
    {
        using var copier = new XmlCopier();
        var original = source.Reader;
        var walk = new XmlKeyWalk(source, place);
        while (walk.Read())
        {
            if (original.NodeType == XmlNodeType.Element)
            {
                copier.Start(original);
                if (walk.Enter() && original.IsEmptyElement)
                {
                    walk.LeaveEmpty();
                    Fill(original, walk.Key, lookup, copier);
                }
            }
            else
            {
                walk.Text();
                if (original.NodeType == XmlNodeType.EndElement && walk.Leave())
                {
                    lookup.WriteTo(copier, walk.Key);
                }

                copier.Node(original);
            }

            if (copier.Output.Length > ReleaseAt)
            {
                copier.Release(output);
            }
        }

        copier.Release(output);
    }

    // <line sku="1"/> becomes <line sku="1">…</line>.
    private static void Fill(XmlReader original, string? key, XmlLookup lookup, XmlCopier copier)
    {
        if (!lookup.Has(key))
        {
            return;
        }

        copier.Output.Truncate(copier.Output.Length - 2);
        copier.Output.Write((byte)'>');
        lookup.WriteTo(copier, key);
        copier.End(original.Name);
    }
}
