using IntegrationActors.Adapters.Mail.Sender;
using IntegrationActors.Adapters.Mail.Smime;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Steps;
using MimeKit;

namespace IntegrationActors.Adapters.Mail.Reading;

/// <summary>Makes a message of a mail: (1) its headers; (2) what is encrypted or signed is opened; (3) its body; (4) its attachments.</summary>
internal sealed class MailReader(MailSenderOptions options, IFlowContext context)
{
    public const string Original = "SAP_MAIL_ORIGINAL_MESSAGE";

    private readonly MailHeaders _headers = new(options, context);
    private readonly SmimeOpener _smime = new(options.Smime ?? new SmimeReadOptions(), options.MaxParts, context);
    private readonly MailParts _parts = new(options, context.Spool);

    /// <summary>Reads a mail. Its bytes are used up, unless it fails.</summary>
    /// <exception cref="Core.Exchanges.FaultException">IA3430, IA3431, IA3701 to IA3714: it can't be read, or is not signed as it has to be.</exception>
    public async ValueTask<ReadMail> ReadAsync(Payload bytes, CancellationToken cancel)
    {
        var message = new Message();
        var opened = new List<IAsyncDisposable>();
        try
        {
            var (document, properties) = (await MailDocument.ReadAsync(bytes.Share(), options.MaxParts, cancel), new PropertyMap());
            opened.Add(document);
            _headers.Copy(document.Entity.Headers, message.Headers);                            // 1
            var sender = MailHeaders.SenderOf(document.Entity.Headers);
            if (options.IncludeOriginal)
            {
                properties.Set(Original, System.Text.Encoding.Latin1.GetString((await bytes.ReadBytesAsync(cancel)).Span));
            }

            document = await _smime.OpenAsync(document, opened, properties, cancel);           // 2
            await _parts.TakeAsync(document.Entity, message, cancel);                          // 3, 4
            await bytes.DisposeAsync();
            return new ReadMail(message, properties, sender, null);
        }
        catch (Exception)
        {
            await message.ReleaseAsync();
            throw;
        }
        finally
        {
            foreach (var one in opened)
            {
                await one.DisposeAsync();
            }
        }
    }
}
