using System.Runtime.InteropServices;

namespace IntegrationActors.Expressions.XPath;

/// <summary>One token of an XPath expression; a name keeps its prefix (<c>p:item</c>, <c>*:item</c>).</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct XPathToken(XPathTokenKind Kind, string Text, int Offset)
{
    public bool IsSign(string sign) => Kind == XPathTokenKind.Sign && string.Equals(Text, sign, StringComparison.Ordinal);

    public bool IsName(string name) => Kind == XPathTokenKind.Name && string.Equals(Text, name, StringComparison.Ordinal);

    public string Prefix => Text.IndexOf(':') is var colon and > 0 ? Text[..colon] : string.Empty;

    public string LocalName => Text[(Text.IndexOf(':') + 1)..];
}
