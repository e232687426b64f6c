using IntegrationActors.Core.Messages;
using IntegrationActors.Formats.Xml;

namespace IntegrationActors.Steps.Gatherers;

/// <summary>Reads a body as XML node by node.</summary>
internal static class XmlBody
{
    /// <summary>Hands the body, which has been buffered, to <paramref name="read"/>.</summary>
    public static void Read(Payload body, Action<XmlSource> read)
    {
        using var stream = body.OpenRead();
        using var source = body.TryGetMemory(out var memory) ? new XmlSource(memory, stream) : new XmlSource(stream);
        read(source);
    }
}
