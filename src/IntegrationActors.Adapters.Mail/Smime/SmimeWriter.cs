using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Steps;
using IntegrationActors.Security.Cms;
using IntegrationActors.Security.Content;
using IntegrationActors.Security.Keys;
using MimeKit;

namespace IntegrationActors.Adapters.Mail.Smime;

/// <summary>Signs and encrypts what a mail consists of.</summary>
internal sealed class SmimeWriter(SmimeWriteOptions options, IFlowContext context)
{
    private static readonly FormatOptions Dos = DosFormat();

    /// <summary>The content, signed and encrypted as the channel says.</summary>
    /// <param name="content">The content.</param>
    /// <param name="exchange">For the aliases of recipients.</param>
    /// <param name="kept">Takes what has to be disposed of when the mail was sent.</param>
    /// <param name="cancel">Stops it.</param>
    /// <exception cref="FaultException">IA3701 to IA3705: a key is missing or can't be used.</exception>
    public async ValueTask<MimeEntity> ApplyAsync(MimeEntity content, Exchange exchange, List<IAsyncDisposable> kept, CancellationToken cancel)
    {
        var keys = new CertificateKeys(context.Credentials, exchange.Time.GetUtcNow(), options.AllowExpired, options.AllowWeak);
        if (options.Signers.Count > 0)
        {
            content = await SignAsync(content, keys, kept, cancel);
        }

        return options.Recipients.Count > 0 ? await EncryptAsync(content, keys, exchange, kept, cancel) : content;
    }

    // What is signed may not be changed on its way: it is written as it will be sent, in seven bits.
    private async ValueTask<MimeEntity> SignAsync(MimeEntity content, CertificateKeys keys, List<IAsyncDisposable> kept, CancellationToken cancel)
    {
        content.Prepare(EncodingConstraint.SevenBit);
        var isApart = options.ClearText && options.Recipients.Count == 0;
        var signer = new CmsSigner(new CmsSigning { Digest = options.Digest, Detached = isApart, Certificates = options.Certificates });
        await using var bytes = await WriteAsync(content, cancel);
        await using var signature = new PayloadWriter(context.Spool);
        await using (var stream = bytes.OpenRead())
        {
            await signer.SignAsync(stream, signature, await keys.PairsAsync(options.Signers, cancel), context.Time.GetUtcNow(), cancel);
        }

        if (!isApart)
        {
            return Part("pkcs7-mime", "signed-data", "smime.p7m", signature.ToPayload(), kept);
        }

        var pair = new Multipart("signed") { content, Part("pkcs7-signature", null, "smime.p7s", signature.ToPayload(), kept) };
        pair.ContentType.Parameters["protocol"] = "application/pkcs7-signature";
        pair.ContentType.Parameters["micalg"] = Micalg(options.Digest);
        return pair;
    }

    private async ValueTask<MimeEntity> EncryptAsync(MimeEntity content, CertificateKeys keys, Exchange exchange, List<IAsyncDisposable> kept, CancellationToken cancel)
    {
        content.Prepare(EncodingConstraint.SevenBit);
        var recipients = new List<KnownCertificate>(options.Recipients.Count);
        foreach (var alias in options.Recipients)
        {
            recipients.Add(await keys.ValidCertificateAsync(await alias.EvaluateTextAsync(exchange, cancel), cancel));
        }

        await using var bytes = await WriteAsync(content, cancel);
        await using var message = new PayloadWriter(context.Spool);
        await using (var stream = bytes.OpenRead())
        {
            await new CmsEncryptor(options.Cipher, options.KeyEncryption, base64: false).EncryptAsync(stream, message, recipients, cancel);
        }

        var isAuthenticated = options.Cipher is CmsCipher.Aes128Gcm or CmsCipher.Aes192Gcm or CmsCipher.Aes256Gcm;
        return Part("pkcs7-mime", isAuthenticated ? "authEnveloped-data" : "enveloped-data", "smime.p7m", message.ToPayload(), kept);
    }

    private async ValueTask<Payload> WriteAsync(MimeEntity content, CancellationToken cancel)
    {
        await using var bytes = new PayloadWriter(context.Spool);
        await content.WriteToAsync(Dos, bytes, cancel);
        return bytes.ToPayload();
    }

    private static MimePart Part(string subtype, string? kind, string name, Payload content, List<IAsyncDisposable> kept)
    {
        var stream = content.OpenRead();
        kept.Add(stream);
        kept.Add(content);
        var part = new MimePart("application", subtype)
        {
            Content = new MimeContent(stream),
            ContentTransferEncoding = ContentEncoding.Base64,
            ContentDisposition = new ContentDisposition(ContentDisposition.Attachment) { FileName = name },
        };
        part.ContentType.Name = name;
        if (kind is not null)
        {
            part.ContentType.Parameters["smime-type"] = kind;
        }

        return part;
    }

    // RFC 8551, 3.5.3.2.
    private static string Micalg(DigestKind digest) => digest switch
    {
        DigestKind.Sha1 => "sha-1",
        DigestKind.Sha224 => "sha-224",
        DigestKind.Sha256 => "sha-256",
        DigestKind.Sha384 => "sha-384",
        DigestKind.Sha512 => "sha-512",
        DigestKind.Sha3x256 => "sha3-256",
        DigestKind.Sha3x384 => "sha3-384",
        _ => "sha3-512",
    };

    private static FormatOptions DosFormat()
    {
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        return format;
    }
}
