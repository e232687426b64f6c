using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using System.Xml;
using IntegrationActors.Security.Content;
using IntegrationActors.Security.Keys;

namespace IntegrationActors.Security.XmlSignatures;

/// <summary>
/// Verifies XML signatures (XML Signature 1.1) with RSA. (1) There is one signature with one reference, and both use nothing but known algorithms: no XSLT, no XPath, nothing
/// outside of the document. (2) A known certificate verifies it; what the signature says of its key is not trusted. (3) What was signed goes on, written as it was hashed, and
/// nothing else of the message: an element that somebody moved around or put beside it has no effect. Thread-safe.
/// </summary>
public sealed class XmlVerifier(CertificateKeys keys, IReadOnlyList<KnownCertificate> signers)
{
    private const string Kind = "signed XML document";
    private const int MostTransforms = 3;

    /// <summary>Verifies a document.</summary>
    /// <param name="body">The document.</param>
    /// <param name="target">Takes what was signed.</param>
    /// <returns>Alias of the signer.</returns>
    /// <exception cref="Core.Exchanges.FaultException">IA3703 to IA3706, IA3710, IA3713, IA3721.</exception>
    public string Verify(Stream body, Stream target)
    {
        var document = SignatureDocument.Read(body, Kind);
        var signature = document.Elements(IsSignature) switch
        {
            [var one] => one,
            [] => throw SecurityFault.NotSigned(),
            _ => throw XmlFault.Refused("there is more than one"),
        };
        try
        {
            var signed = document.Sign();
            signed.Resolver = null!;
            signed.LoadXml(signature);
            var reference = Check(signed);
            var signer = Signer(signed);
            Write(document, signature, reference, target);
            return signer;
        }
        catch (Exception e) when (e is CryptographicException or XmlException or FormatException or ArgumentException or InvalidOperationException)
        {
            throw XmlFault.Refused(Core.Exchanges.Fault.Cut(e.Message));
        }
    }

    private static bool IsSignature(XmlElement element) =>
        string.Equals(element.LocalName, "Signature", StringComparison.Ordinal) && string.Equals(element.NamespaceURI, SignatureDocument.Namespace, StringComparison.Ordinal);

    private Reference Check(SignedXml signed) // 1
    {
        var info = signed.SignedInfo!;
        if (info.References is not [Reference reference])
        {
            throw XmlFault.Refused("it does not sign exactly one thing");
        }

        if (!keys.AllowsWeak && (XmlAlgorithms.IsWeak(info.SignatureMethod) || XmlAlgorithms.IsWeak(reference.DigestMethod)))
        {
            throw SecurityFault.Weak("A signature with SHA-1");
        }

        if (!XmlAlgorithms.IsSignature(info.SignatureMethod, keys.AllowsWeak) || !XmlAlgorithms.IsDigest(reference.DigestMethod, keys.AllowsWeak) || info.SignatureLength is not null
            || XmlAlgorithms.Transform(info.CanonicalizationMethod) is null)
        {
            throw XmlFault.Refused("it uses an algorithm that is not known here");
        }

        var transforms = Transforms(reference);
        if (transforms.Length > MostTransforms || transforms.Any(transform => !IsEnveloped(transform) && XmlAlgorithms.Transform(transform.Algorithm) is null))
        {
            throw XmlFault.Refused("it changes the document in a way that is not known here before it is hashed");
        }

        return reference.Uri is "" || (reference.Uri?.StartsWith('#') == true && !reference.Uri.Contains('(', StringComparison.Ordinal)) ? reference : throw XmlFault.Refused("it signs something outside of the document");
    }

    private string Signer(SignedXml signed) // 2
    {
        foreach (var signer in signers)
        {
            using var key = signer.Certificate.GetRSAPublicKey();
            if (key is not null && signed.CheckSignature(key))
            {
                keys.Check(signer.Alias, signer.Certificate);
                return signer.Alias;
            }
        }

        throw SecurityFault.WrongSignature("an allowed signer");
    }

    private static void Write(SignatureDocument document, XmlElement signature, Reference reference, Stream target) // 3
    {
        var transforms = Transforms(reference);
        var element = reference.Uri!.Length == 0 ? document.Root : document.Element(reference.Uri[1..]);
        var isAround = element == signature || element.SelectNodes("descendant::*")!.OfType<XmlElement>().Contains(signature);
        if (isAround != transforms.Any(IsEnveloped))
        {
            throw XmlFault.Refused("the signature is inside of what it signs without saying so, or the other way round");
        }

        if (isAround)
        {
            signature.ParentNode!.RemoveChild(signature);
        }

        // Of an enveloping signature, its content is what the flow works with.
        var content = IsObject(element) ? element.ChildNodes.OfType<XmlElement>().ToArray() : [element];
        if (content is not [var one])
        {
            throw XmlFault.Refused("it is around more or less than one element");
        }

        var canonical = XmlAlgorithms.Transform(transforms.LastOrDefault(transform => !IsEnveloped(transform))?.Algorithm) ?? new XmlDsigC14NTransform();
        SignatureDocument.Of(one).WriteCanonical(target, canonical);
    }

    private static bool IsObject(XmlElement element) =>
        string.Equals(element.LocalName, "Object", StringComparison.Ordinal) && string.Equals(element.NamespaceURI, SignatureDocument.Namespace, StringComparison.Ordinal);

    private static bool IsEnveloped(Transform transform) => string.Equals(transform.Algorithm, XmlAlgorithms.Enveloped, StringComparison.Ordinal);

    private static Transform[] Transforms(Reference reference) => [.. Enumerable.Range(0, reference.TransformChain.Count).Select(i => reference.TransformChain[i])];
}
