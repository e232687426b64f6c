using System.Formats.Asn1;
using System.Security.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Paddings;
using Org.BouncyCastle.Crypto.Parameters;

namespace IntegrationActors.Security.Cms;

/// <summary>A cipher with what a message says of it: key length, nonce or initialisation vector.</summary>
internal sealed record CmsContentCipher(CmsCipher Cipher, byte[] Vector, int TagLength)
{
    private const int NonceLength = 12;
    private const int LongestTag = 16;

    private static readonly (CmsCipher Cipher, string Oid, int KeyLength)[] All =
    [
        (CmsCipher.Aes128Gcm, "2.16.840.1.101.3.4.1.6", 16),
        (CmsCipher.Aes192Gcm, "2.16.840.1.101.3.4.1.26", 24),
        (CmsCipher.Aes256Gcm, "2.16.840.1.101.3.4.1.46", 32),
        (CmsCipher.Aes128Cbc, "2.16.840.1.101.3.4.1.2", 16),
        (CmsCipher.Aes192Cbc, "2.16.840.1.101.3.4.1.22", 24),
        (CmsCipher.Aes256Cbc, "2.16.840.1.101.3.4.1.42", 32),
        (CmsCipher.TripleDesCbc, "1.2.840.113549.3.7", 24),
    ];

    public bool IsAuthenticated => Cipher <= CmsCipher.Aes256Gcm;

    public int KeyLength => All.First(known => known.Cipher == Cipher).KeyLength;

    /// <summary>A fresh nonce or vector.</summary>
    public static CmsContentCipher Create(CmsCipher cipher) => new(cipher, RandomNumberGenerator.GetBytes(cipher <= CmsCipher.Aes256Gcm ? NonceLength : BlockLength(cipher)), LongestTag);

    /// <summary>Reads the algorithm of a message; null when it is none of these.</summary>
    public static CmsContentCipher? Read(ReadOnlyMemory<byte> algorithm)
    {
        var reader = new AsnReader(algorithm, AsnEncodingRules.BER).ReadSequence();
        var oid = reader.ReadObjectIdentifier();
        var known = All.FirstOrDefault(one => string.Equals(one.Oid, oid, StringComparison.Ordinal));
        if (known.Oid is null)
        {
            return null;
        }

        if (known.Cipher > CmsCipher.Aes256Gcm)
        {
            var vector = reader.ReadOctetString();
            return vector.Length == BlockLength(known.Cipher) ? new CmsContentCipher(known.Cipher, vector, 0) : throw new InvalidDataException("its initialisation vector has a wrong length");
        }

        var parameters = reader.ReadSequence();
        var nonce = parameters.ReadOctetString();
        var tag = parameters.HasData && parameters.TryReadInt32(out var length) ? length : 12;
        return nonce.Length is >= 8 and <= 64 && tag is >= 12 and <= LongestTag ? new CmsContentCipher(known.Cipher, nonce, tag) : throw new InvalidDataException("its nonce or tag has a wrong length");
    }

    public void Write(AsnWriter writer) => CmsOids.WriteAlgorithm(writer, All.First(known => known.Cipher == Cipher).Oid, w =>
    {
        if (!IsAuthenticated)
        {
            w.WriteOctetString(Vector);
            return;
        }

        using (w.PushSequence())
        {
            w.WriteOctetString(Vector);
            w.WriteInteger(TagLength);
        }
    });

    public IBufferedCipher Start(byte[] key, bool encrypts)
    {
        IBufferedCipher cipher = IsAuthenticated
            ? new BufferedAeadBlockCipher(new GcmBlockCipher(AesUtilities.CreateEngine()))
            : new PaddedBufferedBlockCipher(new CbcBlockCipher(Cipher == CmsCipher.TripleDesCbc ? new DesEdeEngine() : AesUtilities.CreateEngine()), new Pkcs7Padding());
        var secret = Cipher == CmsCipher.TripleDesCbc ? new DesEdeParameters(key) : new KeyParameter(key);
        cipher.Init(encrypts, IsAuthenticated ? new AeadParameters(secret, 8 * TagLength, Vector) : new ParametersWithIV(secret, Vector));
        return cipher;
    }

    private static int BlockLength(CmsCipher cipher) => cipher == CmsCipher.TripleDesCbc ? 8 : 16;
}
