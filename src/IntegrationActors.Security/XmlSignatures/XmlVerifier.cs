using System.Security.Cryptography;
using System.Security.Cryptography.Xml;
using System.Xml;
using IntegrationActors.Security.Content;
using IntegrationActors.Security.Keys;

namespace IntegrationActors.Security.XmlSignatures;

/// <summary>
/// Verifies XML signatures (XML Signature 1.1) with RSA, ECDSA and DSA. (1) There is one signature with one reference, beside properties of its own (XAdES), and all use nothing but known algorithms: no XSLT, no XPath, nothing
/// outside of the document. (2) A known certificate verifies it; what the signature says of its key is not trusted. (3) What was signed goes on, written as it was hashed, and
/// nothing else of the message: an element that somebody moved around or put beside it has no effect. Thread-safe.
/// </summary>
public sealed class XmlVerifier(CertificateKeys keys, IReadOnlyList<KnownCertificate> signers)
{
    private const string Kind = "signed XML document";
    private const int MostTransforms = 3;

    /// <summary>Verifies a document.</summary>
    /// <param name="body">The document.</param>
    /// <param name="ids">Which attribute is an id, and of several signatures the id of the element whose signature counts; null: those that are usual, and the only one.</param>
    /// <param name="target">Takes what was signed.</param>
    /// <returns>Alias of the signer.</returns>
    /// <exception cref="Core.Exchanges.FaultException">IA3703 to IA3706, IA3710, IA3713, IA3721.</exception>
    public string Verify(Stream body, (string? Attribute, string? Signed) ids, Stream target)
    {
        var document = SignatureDocument.Read(body, Kind, ids.Attribute);
        var signature = document.Elements(element => IsSignature(element) && (ids.Signed is null || Signs(element, ids.Signed))) switch
        {
            [var one] => one,
            [] => throw SecurityFault.NotSigned(),
            _ => throw XmlFault.Refused("there is more than one"),
        };
        try
        {
            var signed = document.At(signature.ParentNode as XmlElement, (InfoForm(signature), id => FormOf(signature, "#" + id)));
            signed.LoadXml(signature);
            var reference = Check(signed);
            if (ids.Signed is not null && !string.Equals(reference.Uri, "#" + ids.Signed, StringComparison.Ordinal))
            {
                throw XmlFault.Refused($"it does not sign the element with the id '{Core.Exchanges.Fault.Cut(ids.Signed)}'");
            }

            Check11(document, signature, signed);
            var signer = Signer(signed, Properties(document, signature, signed));
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

    private static bool Signs(XmlElement signature, string id) => signature.SelectNodes("*/*")!.OfType<XmlElement>()
        .Any(reference => string.Equals(reference.LocalName, "Reference", StringComparison.Ordinal) && string.Equals(reference.GetAttribute("URI"), "#" + id, StringComparison.Ordinal));

    private Reference Check(SignedXml signed) // 1
    {
        var info = signed.SignedInfo!;
        var references = info.References.Cast<Reference>().ToArray();
        if (references.Length > 2 || references.Where(one => !IsOfProperties(one)).ToArray() is not [var reference])
        {
            throw XmlFault.Refused("it does not sign exactly one thing");
        }

        if (!keys.AllowsWeak && (XmlAlgorithms.IsWeak(info.SignatureMethod) || references.Any(one => XmlAlgorithms.IsWeak(one.DigestMethod))))
        {
            throw SecurityFault.Weak("A signature with SHA-1");
        }

        if (!XmlAlgorithms.IsSignature(info.SignatureMethod, keys.AllowsWeak) || !references.All(one => XmlAlgorithms.IsDigest(one.DigestMethod, keys.AllowsWeak)) || info.SignatureLength is not null
            || XmlAlgorithms.Transform(info.CanonicalizationMethod) is null)
        {
            throw XmlFault.Refused("it uses an algorithm that is not known here");
        }

        if (references.Select(Transforms).Any(transforms => transforms.Length > MostTransforms || transforms.Any(transform => !IsEnveloped(transform) && XmlAlgorithms.Transform(transform.Algorithm) is null)))
        {
            throw XmlFault.Refused("it changes the document in a way that is not known here before it is hashed");
        }

        return reference.Uri is "" || (reference.Uri?.StartsWith('#') == true && !reference.Uri.Contains('(', StringComparison.Ordinal)) ? reference : throw XmlFault.Refused("it signs something outside of the document");
    }

    private static bool IsOfProperties(Reference reference) => string.Equals(reference.Type, Xades.ReferenceType, StringComparison.Ordinal);

    // What a signature says of itself and signs too (XAdES) stands inside of it.
    private static XmlElement? Properties(SignatureDocument document, XmlElement signature, SignedXml signed)
    {
        if (signed.SignedInfo!.References.Cast<Reference>().FirstOrDefault(IsOfProperties) is not { } reference)
        {
            return null;
        }

        var element = reference.Uri?.StartsWith('#') == true && Transforms(reference).All(transform => !IsEnveloped(transform)) ? document.Element(reference.Uri[1..]) : null;
        return element is not null && Xades.IsProperties(element) && element.SelectNodes("ancestor::*")!.OfType<XmlElement>().Contains(signature)
            ? element
            : throw XmlFault.Refused("the properties that it signs too do not stand inside of it");
    }

    private static void Check11(SignatureDocument document, XmlElement signature, SignedXml signed)
    {
        var joins = XmlSurroundings.JoinsAddresses(signature.ParentNode, InfoForm(signature)) || signed.SignedInfo!.References.Cast<Reference>()
            .Any(reference => reference.Uri is { Length: > 1 } uri && XmlSurroundings.JoinsAddresses(document.Element(uri[1..]).ParentNode, FormOf(signature, uri)));
        if (joins)
        {
            throw XmlFault.Refused("it uses C14N 1.1 inside of elements with xml:base, which is not known here");
        }
    }

    // What the signature says, before the library reads it, of the form of the signature itself, and of what a reference signs. If it deceives, the hash is another one.
    private static string? InfoForm(XmlElement signature) => signature.SelectSingleNode("*[local-name() = 'SignedInfo']/*[local-name() = 'CanonicalizationMethod']/@Algorithm")?.Value;

    private static string FormOf(XmlElement signature, string uri) => signature.SelectNodes("*[local-name() = 'SignedInfo']/*[local-name() = 'Reference']/descendant::*[local-name() = 'Transform']/@Algorithm")!
        .OfType<XmlAttribute>().LastOrDefault(one => IsOf(one.OwnerElement!, uri) && XmlAlgorithms.Transform(one.Value) is not null)?.Value ?? SignedXml.XmlDsigC14NTransformUrl;

    private static bool IsOf(XmlElement transform, string uri) => transform.SelectSingleNode("ancestor::*[local-name() = 'Reference']") is XmlElement reference
        && string.Equals(reference.GetAttribute("URI"), uri, StringComparison.Ordinal);

    private string Signer(SignedXml signed, XmlElement? properties) // 2
    {
        foreach (var signer in signers)
        {
            using var key = CertificateSignature.PublicKey(signer.Certificate);
            if (key is not null && signed.CheckSignature(key))
            {
                keys.Check(signer.Alias, signer.Certificate);
                return properties is null || Xades.Names(properties, signer.Certificate) ? signer.Alias : throw XmlFault.Refused("it names another certificate than that of its signer");
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

        // As the library read it: what merely looks like a part of the signature must not change what goes on.
        var form = transforms.LastOrDefault(transform => !IsEnveloped(transform))?.Algorithm ?? SignedXml.XmlDsigC14NTransformUrl;
        SignatureDocument.Of(one, form).WriteCanonical(target, XmlAlgorithms.Transform(form)!);
    }

    private static bool IsObject(XmlElement element) =>
        string.Equals(element.LocalName, "Object", StringComparison.Ordinal) && string.Equals(element.NamespaceURI, SignatureDocument.Namespace, StringComparison.Ordinal);

    private static bool IsEnveloped(Transform transform) => string.Equals(transform.Algorithm, XmlAlgorithms.Enveloped, StringComparison.Ordinal);

    private static Transform[] Transforms(Reference reference) => [.. Enumerable.Range(0, reference.TransformChain.Count).Select(i => reference.TransformChain[i])];
}
