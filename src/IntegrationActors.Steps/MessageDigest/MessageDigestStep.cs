using System.Collections;
using System.Security.Cryptography;
using System.Text;
using System.Xml.XPath;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Steps;
using IntegrationActors.Formats.Canonicalization;
using IntegrationActors.Steps.Hashes;

namespace IntegrationActors.Steps.MessageDigest;

/// <summary>Hashes the body while it is read, or its canonical form while that is written; the body stays as it is.</summary>
public sealed class MessageDigestStep(MessageDigestOptions options) : IStep
{
    public async ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel)
    {
        await exchange.Body.BufferAsync(cancel);
        await using var digest = new DigestStream(NameOf(options.Algorithm));
        if (options.Part is null && options.Canonicalization == CanonicalForm.None)
        {
            await exchange.Body.CopyToAsync((Stream)digest, cancel);
        }
        else if (options.Part is null)
        {
            CanonicalXml.Write(exchange.Body.AsXml().CreateNavigator(), options.Canonicalization, digest);
        }
        else if (!TryWritePart(options.Part.Evaluate(exchange), digest))
        {
            return Outcome.Failed(new Fault("IA3437", $"'{options.Part.Text}' does not find exactly one element of the body.", "Correct the XPath; ia trace shows the body before this step."));
        }

        var hash = digest.Digest();
        exchange.Headers.Set(options.Header, options.Hex ? Convert.ToHexStringLower(hash) : Convert.ToBase64String(hash));
        return Outcome.Next;
    }

    private bool TryWritePart(object? value, DigestStream digest)
    {
        if (options.Canonicalization == CanonicalForm.None)
        {
            digest.Write(Encoding.UTF8.GetBytes(ExpressionValue.ToText(value)));
            return true;
        }

        object?[] nodes = value is IEnumerable many and not string ? [.. many.Cast<object?>()] : [value];
        if (nodes is not [XPathNavigator { NodeType: XPathNodeType.Element or XPathNodeType.Root } node])
        {
            return false;
        }

        CanonicalXml.Write(node, options.Canonicalization, digest);
        return true;
    }

    private static HashAlgorithmName NameOf(DigestAlgorithm algorithm) => algorithm switch
    {
        DigestAlgorithm.Md5 => HashAlgorithmName.MD5,
        DigestAlgorithm.Sha1 => HashAlgorithmName.SHA1,
        DigestAlgorithm.Sha256 => HashAlgorithmName.SHA256,
        DigestAlgorithm.Sha384 => HashAlgorithmName.SHA384,
        _ => HashAlgorithmName.SHA512,
    };
}
