using System.Text;
using System.Text.RegularExpressions;
using MailKit;

namespace IntegrationActors.Adapters.Mail.Connections;

/// <summary>What a server answered to a login, which the library does not tell. Nothing that was sent is kept, and nothing before and after the login.</summary>
internal sealed partial class LoginAnswer : IProtocolLogger
{
    private const int Longest = 512;

    private string _text = "";

    /// <summary>Whether what comes is an answer to a login.</summary>
    public bool IsAwaited { get; set; }

    /// <summary>The last line; empty when none came.</summary>
    public string Text => _text;

    public IAuthenticationSecretDetector? AuthenticationSecretDetector { get; set; }

    /// <summary>Whether the same login may well be accepted later: a code of RFC 5530 (IMAP), RFC 2449 and 3206 (POP3), or a reply of the kind 4yz (SMTP).</summary>
    public static bool IsForNow(string answer) => ForNow().IsMatch(answer);

    public void LogServer(byte[] buffer, int offset, int count)
    {
        if (IsAwaited && Encoding.UTF8.GetString(buffer, offset, Math.Min(count, Longest)).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is [.., var last])
        {
            _text = last;
        }
    }

    public void LogConnect(Uri uri)
    {
    }

    public void LogClient(byte[] buffer, int offset, int count)
    {
    }

    public void Dispose()
    {
    }

    [GeneratedRegex(@"^((\S+ NO|-ERR) \[(UNAVAILABLE|LIMIT|INUSE|SERVERBUG|IN-USE|SYS/TEMP|LOGIN-DELAY)\b|4\d\d[ -])", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ForNow();
}
