using System.Security.Cryptography.Xml;

namespace IntegrationActors.Security.XmlSignatures;

/// <summary>As <see cref="C14N11Transform"/>, with comments.</summary>
public sealed class C14N11WithCommentsTransform : XmlDsigC14NWithCommentsTransform
{
    public const string Name = C14N11Transform.Name + "#WithComments";

    public C14N11WithCommentsTransform() => Algorithm = Name;
}
