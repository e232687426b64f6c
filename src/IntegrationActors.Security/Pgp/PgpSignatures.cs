using System.Globalization;
using IntegrationActors.Security.Content;
using Org.BouncyCastle.Bcpg.OpenPgp;

namespace IntegrationActors.Security.Pgp;

/// <summary>The signatures of one message: hashes the content while it passes, and says at the end who signed it. Used by one message.</summary>
internal sealed class PgpSignatures(PgpDecryption settings, PgpKeySet keys)
{
    private readonly List<Running> _running = [];
    private readonly List<string> _unknown = [];
    private bool _isIncomplete;

    /// <summary>Signatures that come behind the content.</summary>
    public void Begin(PgpOnePassSignatureList announced)
    {
        for (var i = 0; i < announced.Count; i++)
        {
            var one = announced[i];
            if (Signer(one.KeyId) is { } signer)
            {
                one.InitVerify(signer.Facts.Key);
                _running.Add(new Running(signer) { OnePass = one });
            }
        }
    }

    /// <summary>Signatures that come before the content.</summary>
    public void Begin(PgpSignatureList early)
    {
        for (var i = 0; i < early.Count; i++)
        {
            var signature = early[i];
            if (Signer(signature.KeyId) is { } signer)
            {
                signature.InitVerify(signer.Facts.Key);
                _running.Add(new Running(signer) { Signature = signature });
            }
        }
    }

    public void Update(ReadOnlySpan<byte> content)
    {
        foreach (var running in _running)
        {
            running.OnePass?.Update(content);
            if (running.OnePass is null)
            {
                running.Signature!.Update(content);
            }
        }
    }

    /// <summary>Takes the signatures that were announced.</summary>
    public void Complete(PgpSignatureList? late)
    {
        for (var i = 0; i < (late?.Count ?? 0); i++)
        {
            // The last announced comes first; whoever signed twice did so with the same key.
            var signature = late![i];
            if (_running.LastOrDefault(running => running.Signature is null && running.OnePass!.KeyId == signature.KeyId) is { } running)
            {
                running.Signature = signature;
            }
        }

        _isIncomplete |= _running.Any(running => running.Signature is null);
    }

    /// <summary>Who signed the content.</summary>
    /// <exception cref="Core.Exchanges.FaultException">A signature is wrong, missing, unexpected, or of somebody else.</exception>
    public IReadOnlyList<string> Verify()
    {
        var isSigned = _running.Count + _unknown.Count > 0;
        if (isSigned && settings.Signatures == SignatureExpectation.None)
        {
            throw SecurityFault.Signed();
        }

        if (!isSigned && settings.Signatures == SignatureExpectation.Required)
        {
            throw SecurityFault.NotSigned();
        }

        if (_isIncomplete)
        {
            throw SecurityFault.Damaged();
        }

        var signers = _running.Select(Check).ToArray();
        var allowed = signers.Where(IsAllowed).Select(signer => signer.Title).ToArray();
        return isSigned && allowed.Length == 0 ? throw SecurityFault.UnknownSigner(string.Join(", ", _unknown.Concat(signers.Select(signer => signer.Title)))) : allowed;
    }

    private bool IsAllowed(PgpIdentity signer) => settings.Signers.Count == 0 || settings.Signers.Any(signer.Matches);

    private PgpOwnKey? Signer(long keyId)
    {
        var signer = keys.Signer(keyId);
        if (signer is null)
        {
            _unknown.Add("key " + keyId.ToString("X16", CultureInfo.InvariantCulture));
        }

        return signer;
    }

    private PgpIdentity Check(Running running)
    {
        var (signer, signature) = (running.Signer, running.Signature!);
        if (!settings.AllowWeak && (PgpAlgorithms.IsWeak(signature.HashAlgorithm) || PgpAlgorithms.IsWeak(signer.Facts.Key)))
        {
            throw SecurityFault.Weak($"The signature of {signer.Identity.Title} ({signature.KeyAlgorithm} with {signature.HashAlgorithm})");
        }

        if (signature.SignatureType is not (PgpSignature.BinaryDocument or PgpSignature.CanonicalTextDocument) || !running.Verify())
        {
            throw SecurityFault.WrongSignature(signer.Identity.Title);
        }

        keys.Check(signer);
        if (IsOutOfDate(signature))
        {
            throw SecurityFault.NotValid(signer.Identity.Title, "its signature of the message is out of date");
        }

        return signer.Identity;
    }

    private bool IsOutOfDate(PgpSignature signature)
    {
        var seconds = signature.HasSubpackets ? signature.GetHashedSubPackets().GetSignatureExpirationTime() : 0;
        return seconds > 0 && signature.CreationTime.AddSeconds(seconds) < keys.Now.UtcDateTime;
    }

    private sealed class Running(PgpOwnKey signer)
    {
        public PgpOwnKey Signer { get; } = signer;

        public PgpOnePassSignature? OnePass { get; init; }

        public PgpSignature? Signature { get; set; }

        // What was announced is what was hashed.
        public bool Verify() => OnePass is null
            ? Signature!.Verify()
            : OnePass.HashAlgorithm == Signature!.HashAlgorithm && OnePass.SignatureType == Signature.SignatureType && OnePass.Verify(Signature);
    }
}
