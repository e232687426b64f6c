using System.Buffers;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Options;
using MimeKit;

namespace IntegrationActors.Adapters.Mail.Receiver;

/// <summary>Checks what goes into the headers of mails, before anything is sent.</summary>
internal static class MailValues
{
    private const string BadAddress = "IA1385";
    private const string BadHeader = "IA1386";
    private const string BadType = "IA1387";
    private const int MostAddresses = 1000;
    private const int LongestText = 2000;

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private static readonly ParserOptions Strict = new() { AddressParserComplianceMode = RfcComplianceMode.Strict, AllowAddressesWithoutDomain = false, AllowUnquotedCommasInAddresses = false };

    // Set by the channel, by MIME, or by servers on the way.
    private static readonly string[] Reserved =
        ["From", "To", "Cc", "Bcc", "Reply-To", "Sender", "Subject", "Date", "Message-ID", "MIME-Version", "Received", "Return-Path", "DKIM-Signature"];

    /// <summary>Refuses constants that can't be used.</summary>
    /// <exception cref="DiagnosticException">IA1385 to IA1387.</exception>
    public static void Check(SmtpReceiverOptions options)
    {
        foreach (var addresses in new[] { options.From, options.To, options.Cc, options.Bcc, options.ReplyTo })
        {
            if (addresses?.Constant is { } text && ProblemOfAddresses(text, out _) is { } problem)
            {
                throw new DiagnosticException(Diagnostic.Error(BadAddress, addresses.Span, $"'{text}' {problem}; write addresses such as shop@example.com, with commas between them"));
            }
        }

        foreach (var header in options.Headers)
        {
            if (ProblemOfHeader(header.Name) is { } problem)
            {
                throw new DiagnosticException(Diagnostic.Error(BadHeader, header.Span, $"header '{header.Name}' {problem}"));
            }
        }

        foreach (var type in options.Attachments.Select(attachment => attachment.ContentType).Append(options.ContentType))
        {
            if (type?.Constant is { } text && !ContentType.TryParse(text, out _))
            {
                throw new DiagnosticException(Diagnostic.Error(BadType, type.Span, $"'{text}' is no media type; write one such as text/html"));
            }
        }
    }

    /// <summary>A text for one line.</summary>
    /// <exception cref="FaultException">IA3868: it has a control character, or is too long.</exception>
    public static async ValueTask<string> TextAsync(string what, Expression? expression, Exchange exchange, CancellationToken cancel)
    {
        var text = expression is null ? "" : await expression.EvaluateTextAsync(exchange, cancel);
        return text.Any(char.IsControl) ? throw MailFaults.Value(what, text, "has a control character, such as the end of a line")
            : text.Length > LongestText ? throw MailFaults.Value(what, text[..100], $"is longer than {LongestText} characters")
            : text;
    }

    /// <summary>Addresses with commas between them; none when the expression gives nothing.</summary>
    /// <exception cref="FaultException">IA3868: they are none.</exception>
    public static async ValueTask<IReadOnlyList<MailboxAddress>> AddressesAsync(string what, Expression? expression, Exchange exchange, CancellationToken cancel)
    {
        var text = expression is null ? "" : await expression.EvaluateTextAsync(exchange, cancel);
        return string.IsNullOrWhiteSpace(text) ? [] : ProblemOfAddresses(text, out var all) is { } problem ? throw MailFaults.Value(what, text, problem) : all;
    }

    /// <summary>A media type.</summary>
    /// <exception cref="FaultException">IA3868: it is none.</exception>
    public static async ValueTask<ContentType> TypeAsync(string what, Expression? expression, (Exchange Exchange, string Default) of, CancellationToken cancel)
    {
        var text = await TextAsync(what, expression, of.Exchange, cancel) is { Length: > 0 } named ? named : of.Default;
        return ContentType.TryParse(text, out var type) ? type : throw MailFaults.Value(what, text, "is no media type");
    }

    private static string? ProblemOfAddresses(string text, out IReadOnlyList<MailboxAddress> addresses)
    {
        addresses = [];
        if (text.Any(char.IsControl))
        {
            return "has a control character, such as the end of a line";
        }

        if (!InternetAddressList.TryParse(Strict, text, out var list) || list.Any(one => one is not MailboxAddress))
        {
            return "is no list of mail addresses";
        }

        addresses = [.. list.Mailboxes];
        return addresses.Count > MostAddresses ? $"has more than {MostAddresses} addresses"
            : addresses.Any(one => !IsWhole(one.Address)) ? "has an address that is not whole"
            : null;
    }

    private static bool IsWhole(string address) => address.LastIndexOf('@') is var at and > 0 && at < address.Length - 1 && !address.Any(c => char.IsWhiteSpace(c) || c is '<' or '>');

    private static string? ProblemOfHeader(string name) =>
        name.Length is 0 or > 200 || name.AsSpan().ContainsAnyExcept(NameCharacters) ? "is no name of a header"
        : name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase) || Reserved.Contains(name, StringComparer.OrdinalIgnoreCase) ? "is set by the channel itself; use its option, or leave it out"
        : null;
}
