using System.Security.Cryptography.Xml;

namespace IntegrationActors.Security.XmlSignatures;

/// <summary>
/// Canonical XML 1.1 for the library, which finds it by its name. It differs from 1.0 in what an element takes over from those around it alone, which is the affair of
/// <see cref="XmlSurroundings"/>.
/// </summary>
public sealed class C14N11Transform : XmlDsigC14NTransform
{
    public const string Name = "http://www.w3.org/2006/12/xml-c14n11";

    public C14N11Transform() => Algorithm = Name;
}
