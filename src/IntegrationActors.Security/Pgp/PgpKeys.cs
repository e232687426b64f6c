using System.Runtime.CompilerServices;
using System.Text;
using IntegrationActors.Core.Stores;
using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;

namespace IntegrationActors.Security.Pgp;

/// <summary>Reads OpenPGP keys: binary or armored, several of them one after the other. What was read is kept as long as the credential.</summary>
public static class PgpKeys
{
    private const string Block = "-----BEGIN PGP";

    // Nothing that people export is near it; bounds what a credential costs.
    private const int MaxLength = 4 * 1024 * 1024;

    private static readonly ConditionalWeakTable<PgpKeyCredential, IReadOnlyList<PgpIdentity>> Kept = [];

    /// <summary>Checks what somebody wants to store: keys of OpenPGP, and a password that opens the secret ones.</summary>
    /// <exception cref="InvalidCredentialException">No keys, or a wrong password.</exception>
    public static void Check(PgpKeyCredential credential)
    {
        try
        {
            foreach (var identity in Of(credential))
            {
                foreach (var key in identity.Keys.Where(facts => identity.HasSecret(facts.Key.KeyId)))
                {
                    identity.Open(key.Key.KeyId);
                }
            }
        }
        catch (Core.Exchanges.FaultException e)
        {
            throw new InvalidCredentialException("The password does not open the secret keys.", e);
        }
    }

    internal static IReadOnlyList<PgpIdentity> Of(PgpKeyCredential credential) => Kept.GetValue(credential, Read);

    private static IReadOnlyList<PgpIdentity> Read(PgpKeyCredential credential)
    {
        try
        {
            var identities = credential.Keys.Length <= MaxLength ? Blocks(credential.Keys).SelectMany(Rings).Select(ring => Identity(credential, ring)).ToArray() : [];
            return identities.Length > 0 ? identities : throw new InvalidCredentialException("The file holds no OpenPGP keys. Export them with: gpg --export --armor NAME");
        }
        catch (Exception e) when (e is IOException or PgpException or UnsupportedPacketVersionException or ArgumentException or InvalidOperationException or NotSupportedException or FormatException or IndexOutOfRangeException)
        {
            throw new InvalidCredentialException("The file is not what OpenPGP programs export as keys. Export them with: gpg --export --armor NAME", e);
        }
    }

    private static PgpIdentity Identity(PgpKeyCredential credential, PgpKeyRing ring) => ring is PgpSecretKeyRing secret
        ? new PgpIdentity(credential.Name, credential.Password, [.. secret.GetSecretKeys().Select(key => key.PublicKey), .. secret.GetExtraPublicKeys()], secret.GetSecretKeys())
        : new PgpIdentity(credential.Name, credential.Password, [.. ((PgpPublicKeyRing)ring).GetPublicKeys()], []);

    private static IEnumerable<Stream> Blocks(ReadOnlyMemory<byte> keys)
    {
        if (keys.IsEmpty || keys.Span[0] >= 0x80)
        {
            return [new MemoryStream(keys.ToArray())];
        }

        // Public and secret keys are often put into one file.
        return Encoding.ASCII.GetString(keys.Span).Split(Block).Skip(1)
            .Select(block => new ArmoredInputStream(new MemoryStream(Encoding.ASCII.GetBytes(Block + block))));
    }

    private static IEnumerable<PgpKeyRing> Rings(Stream block)
    {
        using (block)
        {
            var packets = new PgpObjectFactory(block);
            while (packets.NextPgpObject() is { } next)
            {
                if (next is PgpKeyRing ring)
                {
                    yield return ring;
                }
            }
        }
    }
}
