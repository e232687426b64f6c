using System.Xml;

namespace IntegrationActors.Core.Messages.Xml;

/// <summary>
/// Refuses documents that nest deeper than what recursive consumers such as XSLT survive, and those whose namespace declarations cost too much: a tree of
/// System.Xml compares each with all that are in scope, so that a hundred thousand of them take minutes.
/// </summary>
internal sealed class LimitedXmlReader(XmlReader inner) : XmlReader, IXmlLineInfo
{
    private const string DeclarationNamespace = "http://www.w3.org/2000/xmlns/";

    // Declarations in scope, by depth of the element.
    private readonly int[] _inScope = new int[SafeXml.MaxDepth];
    private long _comparisons;
    private bool _hasDeclarations;

    /// <summary>The reader itself; moving on with it would pass by the limits.</summary>
    public XmlReader Inner => inner;

    public override int AttributeCount => inner.AttributeCount;

    public override string BaseURI => inner.BaseURI;

    public override int Depth => inner.Depth;

    public override bool EOF => inner.EOF;

    public override bool HasValue => inner.HasValue;

    public override bool IsEmptyElement => inner.IsEmptyElement;

    public override string LocalName => inner.LocalName;

    public override string NamespaceURI => inner.NamespaceURI;

    public override XmlNameTable NameTable => inner.NameTable;

    public override XmlNodeType NodeType => inner.NodeType;

    public override string Prefix => inner.Prefix;

    public override ReadState ReadState => inner.ReadState;

    public override string Value => inner.Value;

    public override XmlSpace XmlSpace => inner.XmlSpace;

    public override string XmlLang => inner.XmlLang;

    public override XmlReaderSettings? Settings => inner.Settings;

    public int LineNumber => (inner as IXmlLineInfo)?.LineNumber ?? 0;

    public int LinePosition => (inner as IXmlLineInfo)?.LinePosition ?? 0;

    public bool HasLineInfo() => (inner as IXmlLineInfo)?.HasLineInfo() ?? false;

    public override bool Read() => Check(inner.Read());

    public override async Task<bool> ReadAsync() => Check(await inner.ReadAsync());

    public override Task<string> GetValueAsync() => inner.GetValueAsync();

    public override string GetAttribute(int i) => inner.GetAttribute(i);

    public override string? GetAttribute(string name) => inner.GetAttribute(name);

    public override string? GetAttribute(string name, string? namespaceURI) => inner.GetAttribute(name, namespaceURI);

    public override string? LookupNamespace(string prefix) => inner.LookupNamespace(prefix);

    public override bool MoveToAttribute(string name) => inner.MoveToAttribute(name);

    public override bool MoveToAttribute(string name, string? ns) => inner.MoveToAttribute(name, ns);

    public override bool MoveToElement() => inner.MoveToElement();

    public override bool MoveToFirstAttribute() => inner.MoveToFirstAttribute();

    public override bool MoveToNextAttribute() => inner.MoveToNextAttribute();

    public override bool ReadAttributeValue() => inner.ReadAttributeValue();

    public override void ResolveEntity() => inner.ResolveEntity();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private bool Check(bool read)
    {
        if (inner.NodeType == XmlNodeType.Element)
        {
            CountDeclarations(inner.Depth);
        }

        return read;
    }

    private void CountDeclarations(int depth)
    {
        if (depth >= SafeXml.MaxDepth)
        {
            throw new XmlException($"Elements nest deeper than {SafeXml.MaxDepth} levels.", null, LineNumber, LinePosition);
        }

        var attributes = inner.AttributeCount;
        if (attributes == 0 && !_hasDeclarations)
        {
            return;
        }

        var inScope = depth == 0 ? 0 : _inScope[depth - 1];
        if (attributes > 0)
        {
            var before = inScope;
            while (inner.MoveToNextAttribute())
            {
                inScope += string.Equals(inner.NamespaceURI, DeclarationNamespace, StringComparison.Ordinal) ? 1 : 0;
            }

            inner.MoveToElement();
            _comparisons += (long)(inScope - before) * inScope;
        }

        _inScope[depth] = inScope;
        _hasDeclarations |= inScope > 0;
        if (_comparisons > SafeXml.MaxNamespaceComparisons)
        {
            throw new XmlException("There are too many namespace declarations inside of each other.", null, LineNumber, LinePosition);
        }
    }
}
