using System.Security.Cryptography.Xml;
using System.Xml;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Security.Content;

namespace IntegrationActors.Security.XmlSignatures;

/// <summary>A document with a signature, or one that will have one: read without DTD and external access, all white space kept.</summary>
internal sealed class SignatureDocument
{
    public const string Namespace = SignedXml.XmlDsigNamespaceUrl;

    // As a tree it takes several times as much memory.
    private const long MaxSize = 64L * 1024 * 1024;

    private static readonly string[] IdAttributes = ["Id", "ID", "id"];

    private readonly XmlDocument _document = new() { PreserveWhitespace = true, XmlResolver = null };

    private SignatureDocument(XmlReader reader) => _document.Load(reader);

    public XmlElement Root => _document.DocumentElement!;

    /// <summary>Reads the body of a message.</summary>
    /// <exception cref="FaultException">IA3706: it is not XML that is accepted here.</exception>
    public static SignatureDocument Read(Stream body, string kind)
    {
        if (body.Length > MaxSize)
        {
            throw SecurityFault.TooLarge($"documents with signatures have at most {MaxSize} bytes");
        }

        try
        {
            using var reader = SafeXml.CreateReader(body);
            return new SignatureDocument(reader);
        }
        catch (XmlException e)
        {
            throw SecurityFault.NotOfKind(kind, e.Message, e);
        }
    }

    /// <summary>The same element as a document of its own.</summary>
    public static SignatureDocument Of(XmlElement element)
    {
        using var text = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(element.OuterXml));
        return Read(text, "XML");
    }

    public SignedXml Sign() => new Signed(_document, this);

    /// <summary>All elements of a name, in the order of the document.</summary>
    public IReadOnlyList<XmlElement> Elements(Func<XmlElement, bool> fits) => [.. Root.SelectNodes("descendant-or-self::*")!.OfType<XmlElement>().Where(fits)];

    /// <summary>The one element that has the id.</summary>
    /// <exception cref="FaultException">IA3721: there is none, or more than one.</exception>
    public XmlElement Element(string id) => Find(id) ?? throw XmlFault.Refused($"there is no element with the id '{Fault.Cut(id)}'");

    /// <summary>Writes the document as it is hashed, in UTF-8.</summary>
    public void WriteCanonical(Stream target, Transform canonicalization)
    {
        canonicalization.LoadInput(_document);
        using var bytes = (Stream)canonicalization.GetOutput(typeof(Stream));
        bytes.CopyTo(target);
    }

    public void Replace(XmlElement root)
    {
        _document.RemoveChild(Root);
        _document.AppendChild(_document.ImportNode(root, deep: true));
    }

    public void Write(Stream target)
    {
        using var writer = XmlWriter.Create(target, new XmlWriterSettings { Encoding = new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false), CloseOutput = false });
        _document.Save(writer);
    }

    private XmlElement? Find(string id) => Elements(element => IdAttributes.Any(name => element.HasAttribute(name) && string.Equals(element.GetAttribute(name), id, StringComparison.Ordinal))) switch
    {
        [] => null,
        [var one] => one,
        _ => throw XmlFault.Refused($"there is more than one element with the id '{Fault.Cut(id)}'"),
    };

    // The library would take the first of several elements with the same id.
    private sealed class Signed(XmlDocument document, SignatureDocument owner) : SignedXml(document)
    {
        public override XmlElement? GetIdElement(XmlDocument? document, string idValue) => owner.Find(idValue);
    }
}
