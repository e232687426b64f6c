using System.Xml;
using System.Xml.XPath;
using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Core.Messages.Content;

internal static class XmlView
{
    public static XPathDocument Parse(PayloadContent content)
    {
        try
        {
            var bytes = content is MemoryContent memory ? memory.Memory : content.Read(static b => (ReadOnlyMemory<byte>)b.ToArray());
            using var stream = new MemoryContent(bytes).OpenRead();
            using var reader = SafeXml.CreateReader(bytes, stream);
            return new XPathDocument(reader, XmlSpace.Preserve);
        }
        catch (XmlException e)
        {
            throw new FaultException("IA3012", $"The body is not XML that is accepted here: {e.Message}", "Documents with a DTD are refused; ia trace shows the body before this step.", e);
        }
    }
}
