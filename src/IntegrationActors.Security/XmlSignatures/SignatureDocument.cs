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

    private static readonly string[] UsualIds = ["Id", "ID", "id", "xml:id"];

    private readonly XmlDocument _document = new() { PreserveWhitespace = true, XmlResolver = null };
    private readonly string[] _ids;
    private XmlElement? _announced;

    private SignatureDocument(XmlReader reader, string? idAttribute)
    {
        _ids = idAttribute is null ? UsualIds : [idAttribute];
        _document.Load(reader);
    }

    public XmlElement Root => _document.DocumentElement!;

    /// <summary>Reads the body of a message.</summary>
    /// <param name="body">The document.</param>
    /// <param name="kind">What it should be, for people.</param>
    /// <param name="idAttribute">Name of the attribute that is the id of an element; null: those that are usual.</param>
    /// <exception cref="FaultException">IA3706: it is not XML that is accepted here.</exception>
    public static SignatureDocument Read(Stream body, string kind, string? idAttribute = null)
    {
        if (body.Length > MaxSize)
        {
            throw SecurityFault.TooLarge($"documents with signatures have at most {MaxSize} bytes");
        }

        try
        {
            using var reader = SafeXml.CreateReader(body);
            return new SignatureDocument(reader, idAttribute);
        }
        catch (XmlException e)
        {
            throw SecurityFault.NotOfKind(kind, e.Message, e);
        }
    }

    /// <summary>The same element as a document of its own, with what its canonical form takes over from those around it.</summary>
    public static SignatureDocument Of(XmlElement element, string form)
    {
        if (!XmlAlgorithms.IsExclusive(form))
        {
            XmlSurroundings.GiveTo(element, form);
        }

        using var text = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(element.OuterXml));
        return Read(text, "XML");
    }

    /// <summary>What the library needs to sign, or verify, at one place of the document.</summary>
    /// <param name="parent">The element that the signature stands in; null when it stands around the document.</param>
    /// <param name="forms">Canonical forms of the signature itself, and of what it signs.</param>
    public SignedXml At(XmlElement? parent, (string? Signature, Func<string, string?> Content) forms) =>
        parent is null ? new Signed(this, forms.Content) : new Signed(XmlSurroundings.Of(_document, parent, forms.Signature), this, forms.Content);

    /// <summary>Makes properties of a signature known before it stands in the document: they can be signed by their id.</summary>
    /// <param name="parent">The element that the signature will stand in; null when it stands around the document.</param>
    /// <param name="form">Canonical form of the properties.</param>
    /// <param name="create">Makes the properties, of which one element has the id.</param>
    public XmlElement Announce(XmlElement? parent, string form, Func<XmlDocument, XmlElement> create)
    {
        var properties = create(_document);
        var signature = XmlSurroundings.Of(_document, parent, form).AppendChild(_document.CreateElement("Signature", Namespace))!;
        _announced = (XmlElement)signature.AppendChild(_document.CreateElement("Object", Namespace))!.AppendChild(properties.CloneNode(deep: true))!.FirstChild!;
        return properties;
    }

    /// <summary>All elements of a name, in the order of the document.</summary>
    public IReadOnlyList<XmlElement> Elements(Func<XmlElement, bool> fits) => [.. Root.SelectNodes("descendant-or-self::*")!.OfType<XmlElement>().Where(fits)];

    /// <summary>The one element that has the id.</summary>
    /// <exception cref="FaultException">IA3721: there is none, or more than one.</exception>
    public XmlElement Element(string id) => Find(id) ?? throw XmlFault.Refused($"there is no element with the id '{Fault.Cut(id)}'");

    /// <summary>The element that the numbers lead to, each of them that of a child element, from the root on.</summary>
    public XmlElement Element(IReadOnlyList<int> way) => way.Aggregate(Root, (element, number) => element.ChildNodes.OfType<XmlElement>().ElementAt(number));

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

    private XmlElement? Find(string id) => Elements(element => _ids.Any(name => element.HasAttribute(name) && string.Equals(element.GetAttribute(name), id, StringComparison.Ordinal))) switch
    {
        [] => null,
        [var one] => one,
        _ => throw XmlFault.Refused($"there is more than one element with the id '{Fault.Cut(id)}'"),
    };

    // The library would take the first of several elements with the same id, and whatever stands around it.
    private sealed class Signed : SignedXml
    {
        private readonly SignatureDocument _owner;
        private readonly Func<string, string?> _formOf;

        public Signed(SignatureDocument owner, Func<string, string?> formOf)
        {
            (_owner, _formOf) = (owner, formOf);
            Allow();
        }

        public Signed(XmlElement around, SignatureDocument owner, Func<string, string?> formOf)
            : base(around)
        {
            (_owner, _formOf) = (owner, formOf);
            Allow();
        }

        public override XmlElement? GetIdElement(XmlDocument? document, string idValue)
        {
            if (_owner._announced is { } announced && string.Equals(announced.GetAttribute("Id"), idValue, StringComparison.Ordinal))
            {
                return announced;
            }

            return _owner.Find(idValue) is { } found
                ? (XmlElement)XmlSurroundings.Of(_owner._document, found.ParentNode, _formOf(idValue)).AppendChild(found.CloneNode(deep: true))!
                : null;
        }

        private void Allow()
        {
            Resolver = null!;
            XmlAlgorithms.AddTo(SafeCanonicalizationMethods);
        }
    }
}
