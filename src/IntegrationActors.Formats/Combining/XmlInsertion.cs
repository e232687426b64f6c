using System.Xml;
using System.Xml.XPath;
using IntegrationActors.Formats.Xml;

namespace IntegrationActors.Formats.Combining;

/// <summary>Writes a document with something put at the end of one of its elements.</summary>
public static class XmlInsertion
{
    /// <summary>Writes the document of <paramref name="element"/> to <paramref name="output"/>.</summary>
    /// <param name="element">The element that gets more content.</param>
    /// <param name="output">Gets the document.</param>
    /// <param name="writeContent">Writes the further content to the same output.</param>
    public static async ValueTask WriteAsync(XPathNavigator element, Stream output, Func<ValueTask> writeContent)
    {
        var root = element.Clone();
        root.MoveToRoot();
        var index = IndexOf(element, root.Clone());
        using var copier = new XmlCopier();
        using var reader = root.ReadSubtree();
        var depth = -1;
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                copier.Start(reader);
                var isHere = index-- == 0;
                depth = isHere ? reader.Depth : depth;
                if (isHere && reader.IsEmptyElement)
                {
                    depth = -1;
                    copier.Output.Truncate(copier.Output.Length - 2);
                    copier.Output.Write((byte)'>');
                    await InsertAsync(copier, output, writeContent);
                    copier.End(reader.Name);
                }

                continue;
            }

            if (reader.NodeType == XmlNodeType.EndElement && reader.Depth == depth)
            {
                depth = -1;
                await InsertAsync(copier, output, writeContent);
            }

            copier.Node(reader);
        }

        output.Write(copier.Output.Written);
    }

    private static ValueTask InsertAsync(XmlCopier copier, Stream output, Func<ValueTask> writeContent)
    {
        output.Write(copier.Output.Written);
        copier.Output.Truncate(0);
        return writeContent();
    }

    // How many elements begin in front of it.
    private static int IndexOf(XPathNavigator element, XPathNavigator walk)
    {
        var index = 0;
        while (walk.MoveToFollowing(XPathNodeType.Element) && !walk.IsSamePosition(element))
        {
            index++;
        }

        return index;
    }
}
