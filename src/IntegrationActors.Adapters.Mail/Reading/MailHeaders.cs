using System.Collections.Frozen;
using System.Text;
using IntegrationActors.Adapters.HeaderFilters;
using IntegrationActors.Adapters.Mail.Sender;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Steps;
using MimeKit;

namespace IntegrationActors.Adapters.Mail.Reading;

/// <summary>What of the headers of a mail comes into a message. No value has a control character, whatever was hidden in an encoded word.</summary>
internal sealed class MailHeaders(MailSenderOptions options, IFlowContext context)
{
    private const int LongestValue = 32 * 1024;

    private static readonly FrozenSet<string> Usual = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase, "From", "Sender", "Reply-To", "To", "Cc", "Subject", "Date", "Message-ID", "In-Reply-To", "References");

    private readonly InboundHeaders _allowed = new(options.AllowedHeaders.Concat(context.AllowedHeaders));

    /// <summary>The first address of From; null when there is none.</summary>
    public static string? SenderOf(HeaderList headers) =>
        headers[HeaderId.From] is { } from && InternetAddressList.TryParse(from, out var list) ? OneLine(list.Mailboxes.FirstOrDefault()?.Address) : null;

    /// <summary>Copies them. Of the usual ones the first counts, values of others are joined.</summary>
    public void Copy(HeaderList from, HeaderMap to)
    {
        foreach (var header in from)
        {
            var name = header.Field;
            if (Usual.Contains(name))
            {
                if (!to.Contains(name))
                {
                    to.Set(name, ValueOf(header));
                }
            }
            else if (!name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase) && _allowed.Takes(name))
            {
                to.Append(name, ValueOf(header));
            }
        }
    }

    private string ValueOf(Header header)
    {
        var text = options.DecodeHeaders ? header.Value : Encoding.UTF8.GetString(header.RawValue);
        return OneLine(text.Length <= LongestValue ? text : text[..LongestValue]) ?? "";
    }

    private static string? OneLine(string? value)
    {
        if (value is null || !value.Any(char.IsControl))
        {
            return value?.Trim();
        }

        var text = value.Replace("\r\n", "", StringComparison.Ordinal);
        return new string([.. text.Select(c => char.IsControl(c) ? ' ' : c)]).Trim();
    }
}
