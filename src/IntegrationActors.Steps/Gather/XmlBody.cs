using System.Xml;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Steps.Gather;

/// <summary>Reads a body as XML node by node.</summary>
internal static class XmlBody
{
    /// <summary>Hands a reader over the body to <paramref name="read"/>; the body has been buffered.</summary>
    public static void Read(Payload body, Action<XmlReader> read)
    {
        using var stream = body.OpenRead();
        using var reader = body.TryGetMemory(out var memory) ? SafeXml.CreateReader(memory, stream) : SafeXml.CreateReader(stream);
        read(reader);
    }
}
