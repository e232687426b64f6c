using IntegrationActors.Adapters.Mail.Reading;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Steps;
using IntegrationActors.Core.Stores;
using IntegrationActors.Security.Cms;
using IntegrationActors.Security.Content;
using IntegrationActors.Security.Keys;
using MimeKit;

namespace IntegrationActors.Adapters.Mail.Smime;

/// <summary>Opens encrypted and signed mails, layer by layer, the usual order being signed inside of encrypted. What was found goes into properties.</summary>
internal sealed class SmimeOpener(SmimeReadOptions options, int maxParts, IFlowContext context)
{
    private const int MostLayers = 4;
    private const string Encryption = "SAP_MAIL_ENCRYPTION_DETAILS_";
    private const string Signature = "SAP_MAIL_SIGNATURE_";

    /// <summary>The document that the flow gets.</summary>
    /// <param name="document">The mail.</param>
    /// <param name="opened">Takes what has to be disposed of when the document is read.</param>
    /// <param name="properties">Take what was found.</param>
    /// <param name="cancel">Stops it.</param>
    /// <exception cref="FaultException">IA3701 to IA3714, IA3430, IA3431.</exception>
    public async ValueTask<MailDocument> OpenAsync(MailDocument document, List<IAsyncDisposable> opened, PropertyMap properties, CancellationToken cancel)
    {
        var keys = new CertificateKeys(context.Credentials, context.Time.GetUtcNow(), options.AllowExpired, options.AllowWeak);
        var isValid = false;
        properties.Set($"{Encryption}ENCRYPTED", false);
        for (var layer = 0; layer < MostLayers && SmimeKinds.Of(document.Entity) is var kind and not SmimeKind.None; layer++)
        {
            var next = kind switch
            {
                SmimeKind.Encrypted => await DecryptAsync((MimePart)document.Entity, keys, properties, cancel),
                SmimeKind.Signed => await TakeOffAsync((MimePart)document.Entity, keys, properties, cancel),
                _ => await VerifyAsync(document, keys, properties, cancel),
            };
            isValid |= next.IsValid;
            document = await MailDocument.ReadAsync(next.Content, maxParts, cancel);
            opened.Add(document);
        }

        return isValid || options.Expectation != SignatureExpectation.Required ? document : throw SecurityFault.NotSigned();
    }

    private async ValueTask<(Payload Content, bool IsValid)> DecryptAsync(MimePart part, CertificateKeys keys, PropertyMap properties, CancellationToken cancel)
    {
        await using var message = await ContentOfAsync(part, cancel);
        if (CmsVerifier.IsSigned(message))
        {
            return await OpenSignedAsync(message, keys, properties, cancel);
        }

        properties.Set($"{Encryption}ENCRYPTED", true);
        var pairs = await keys.KnownPairsAsync(options.Keys, cancel);
        foreach (var pair in pairs)
        {
            try
            {
                var content = Decrypt(message, [pair], cancel);
                properties.Set($"{Encryption}DECRYPTION_OK", true);
                properties.Set($"{Encryption}DECRYPTION_ALIAS", pair.Name);
                return (content, false);
            }
            catch (FaultException e) when (e.Fault.Code == SecurityFault.ForOthersCode && pair != pairs[^1])
            {
                // For another key.
            }
        }

        return (Decrypt(message, [], cancel), false);
    }

    private Payload Decrypt(Payload message, IReadOnlyList<KeyPairCredential> pairs, CancellationToken cancel)
    {
        using var content = new PayloadWriter(context.Spool);
        using var stream = message.OpenRead();
        new CmsDecryptor(pairs, options.AllowWithoutIntegrity || options.Expectation == SignatureExpectation.Required, options.AllowWeak).Decrypt(stream, content, cancel);
        return content.ToPayload();
    }

    private async ValueTask<(Payload Content, bool IsValid)> TakeOffAsync(MimePart part, CertificateKeys keys, PropertyMap properties, CancellationToken cancel)
    {
        await using var message = await ContentOfAsync(part, cancel);
        return await OpenSignedAsync(message, keys, properties, cancel);
    }

    private async ValueTask<(Payload Content, bool IsValid)> OpenSignedAsync(Payload message, CertificateKeys keys, PropertyMap properties, CancellationToken cancel)
    {
        var isValid = await JudgeAsync(keys, verifier =>
        {
            using var stream = message.OpenRead();
            return verifier.Verify(stream, apart: null, Stream.Null, cancel);
        }, properties, cancel);
        await using var content = new PayloadWriter(context.Spool);
        await using var signed = message.OpenRead();
        CmsSplitter.Split(signed, content, cancel);
        return (content.ToPayload(), isValid);
    }

    private async ValueTask<(Payload Content, bool IsValid)> VerifyAsync(MailDocument document, CertificateKeys keys, PropertyMap properties, CancellationToken cancel)
    {
        var pair = (Multipart)document.Entity;
        var content = SignedPart.Of((await document.Bytes.ReadBytesAsync(cancel)).Span, pair.ContentType.Boundary ?? "");
        await using var signature = await ContentOfAsync((MimePart)pair[1], cancel);
        var isValid = await JudgeAsync(keys, verifier =>
        {
            using var stream = signature.OpenRead();
            return verifier.Verify(stream, new MemoryStream(content), Stream.Null, cancel);
        }, properties, cancel);
        return (Payload.FromBytes(content), isValid);
    }

    private async ValueTask<bool> JudgeAsync(CertificateKeys keys, Func<CmsVerifier, IReadOnlyList<string>> verify, PropertyMap properties, CancellationToken cancel)
    {
        if (options.Expectation == SignatureExpectation.None)
        {
            return false;
        }

        try
        {
            var valid = verify(new CmsVerifier(keys, await keys.CertificatesAsync(options.Signers, cancel)));
            properties.Set($"{Signature}OVERALL_VERIFICATION_OK", true);
            properties.Set($"{Signature}DETAILS_CERTIFICATES", string.Join(", ", valid));
            return true;
        }
        catch (FaultException e) when (options.Expectation == SignatureExpectation.Optional)
        {
            properties.Set($"{Signature}OVERALL_VERIFICATION_OK", false);
            properties.Set($"{Signature}DETAILS_ERROR_MESSAGES", e.Fault.Message);
            return false;
        }
    }

    private async ValueTask<Payload> ContentOfAsync(MimePart part, CancellationToken cancel)
    {
        await using var content = new PayloadWriter(context.Spool);
        if (part.Content is { } bytes)
        {
            await bytes.DecodeToAsync(content, cancel);
        }

        return content.ToPayload();
    }
}
