using System.Xml;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Steps.Bulks;

/// <summary>Writes XML documents into one that holds them all, each without its declaration: streamed, in UTF-8, with nothing of the outside.</summary>
internal static class XmlBulk
{
    private static readonly XmlWriterSettings Settings = new() { Encoding = new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false), CloseOutput = false };

    public static XmlWriter Create(Stream target) => XmlWriter.Create(target, Settings);

    /// <summary>Copies the root element of a document; its body is buffered.</summary>
    /// <exception cref="FaultException">IA3545: it is not XML.</exception>
    public static void Copy(Payload document, XmlWriter target, CancellationToken cancel) => Read(
        document,
        reader =>
        {
            reader.MoveToContent();
            target.WriteNode(reader, defattr: false);
        },
        cancel);

    /// <summary>Whether a document can be copied; its body is buffered.</summary>
    /// <exception cref="FaultException">IA3545: it is not XML.</exception>
    public static void Check(Payload document, CancellationToken cancel) => Read(document, static reader => reader.MoveToContent(), cancel);

    // To the end, also of what is not copied: what comes behind the root element may be wrong too.
    private static void Read(Payload document, Action<XmlReader> copy, CancellationToken cancel)
    {
        using var stream = document.OpenRead();
        using var reader = SafeXml.CreateReader(stream);
        try
        {
            copy(reader);
            while (reader.Read())
            {
                cancel.ThrowIfCancellationRequested();
            }
        }
        catch (XmlException e)
        {
            throw new FaultException("IA3545", $"A message that goes into the bulk is not XML: {e.Message}", "See what wrote it. The format 'json' and, for an aggregator, 'text' take other messages.", e);
        }
    }
}
