using System.Xml.XPath;
using IntegrationActors.Formats.Text;

namespace IntegrationActors.Formats.Canonicalization;

/// <summary>
/// Canonical XML 1.0 and 1.1 and Exclusive XML Canonicalization 1.0 (W3C) of a document, or of one element with all it holds. Thread-safe.
/// </summary>
public static class CanonicalXml
{
    /// <summary>Writes the canonical form in UTF-8.</summary>
    /// <param name="node">The root of a document, or an element.</param>
    /// <param name="form">Any but <see cref="CanonicalForm.None"/>.</param>
    /// <param name="output">Stays open.</param>
    public static void Write(XPathNavigator node, CanonicalForm form, Stream output)
    {
        using var text = new StreamWriter(output, TextEncodings.Utf8, leaveOpen: true);
        new CanonicalWriter(form, text).Write(node);
    }
}
