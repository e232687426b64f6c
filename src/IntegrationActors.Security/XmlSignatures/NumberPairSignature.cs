using System.Security.Cryptography;

namespace IntegrationActors.Security.XmlSignatures;

/// <summary>Signatures of XML with elliptic curves and DSA for the library, which finds them by their names: two numbers of the same length, one behind the other (XML Signature 1.1, 6.4).</summary>
/// <typeparam name="TKey">Kind of the key: ECDsa or DSA.</typeparam>
/// <typeparam name="THash">The hash.</typeparam>
public sealed class NumberPairSignature<TKey, THash> : SignatureDescription
    where TKey : AsymmetricAlgorithm
    where THash : HashAlgorithm
{
    public NumberPairSignature()
    {
        KeyAlgorithm = typeof(TKey).AssemblyQualifiedName;
        DigestAlgorithm = typeof(THash).Name;
    }

    /// <inheritdoc/>
    public override AsymmetricSignatureFormatter CreateFormatter(AsymmetricAlgorithm key) => new Formatter(key);

    /// <inheritdoc/>
    public override AsymmetricSignatureDeformatter CreateDeformatter(AsymmetricAlgorithm key) => new Deformatter(key);

    private sealed class Formatter(AsymmetricAlgorithm key) : AsymmetricSignatureFormatter
    {
        public override byte[] CreateSignature(byte[] rgbHash) => key switch
        {
            ECDsa curve => curve.SignHash(rgbHash),
#pragma warning disable CA5351 // The owner of the key chose DSA.
            DSA dsa => dsa.CreateSignature(rgbHash),
#pragma warning restore CA5351
            _ => throw new CryptographicException("The key is of another kind than the signature."),
        };

        public override void SetHashAlgorithm(string strName)
        {
        }

        public override void SetKey(AsymmetricAlgorithm key) => throw new NotSupportedException();
    }

    private sealed class Deformatter(AsymmetricAlgorithm key) : AsymmetricSignatureDeformatter
    {
        public override bool VerifySignature(byte[] rgbHash, byte[] rgbSignature) => key switch
        {
            ECDsa curve => curve.VerifyHash(rgbHash, rgbSignature),
            DSA dsa => dsa.VerifySignature(rgbHash, rgbSignature),
            _ => false,
        };

        public override void SetHashAlgorithm(string strName)
        {
        }

        public override void SetKey(AsymmetricAlgorithm key) => throw new NotSupportedException();
    }
}
