using System.Globalization;
using IntegrationActors.Contracts;

namespace IntegrationActors.Server.Tests.Senders;

/// <summary>A mailbox of Dovecot.</summary>
internal abstract class MailSystem : SenderSystem
{
    private readonly TestServer _server = new("mail");

    public override string Key => "${header.Subject}";

    public override (string User, string Password) Login => (_server["user"], _server["password"]);

    public override string Authority => _server["ca"];

    /// <summary>Most mails of one poll.</summary>
    public int PerPoll { get; init; } = 500;

    private string Inbox => _server["maildir"];

    public override async Task PutAsync(IEnumerable<string> texts)
    {
        foreach (var folder in new[] { "", "tmp", "new", "cur" })
        {
            Directory.CreateDirectory(Path.Combine(Inbox, folder));
            File.SetUnixFileMode(Path.Combine(Inbox, folder), (UnixFileMode)0b111_111_111);
        }

        foreach (var text in texts)
        {
            var hidden = Path.Combine(Inbox, "tmp", text);
            await File.WriteAllTextAsync(hidden, $"From: shop@example.com\r\nTo: orders@test.local\r\nSubject: {text}\r\nContent-Type: text/plain\r\n\r\n{text}");
            File.SetUnixFileMode(hidden, (UnixFileMode)0b110_110_110);
            File.Move(hidden, Path.Combine(Inbox, "new", $"1700000000.{text}.test"));
        }
    }

    /// <summary>Puts many mails there, within seconds.</summary>
    public void Fill(int count) => _server.Do("fill", _server["user"], count.ToString(CultureInfo.InvariantCulture));

    /// <summary>How many mails there are.</summary>
    public int Count() => new[] { "new", "cur" }.Sum(folder => Directory.EnumerateFiles(Path.Combine(Inbox, folder)).Count());

    public override Task<bool> IsEmptyAsync() => Task.FromResult(!new[] { "new", "cur" }.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Inbox, folder))).Any());

    public override ValueTask DisposeAsync()
    {
        _server.Dispose();
        return default;
    }

    /// <summary>The options that both protocols have.</summary>
    protected string Access(string port) =>
        $"host: \"127.0.0.1:{_server.Told.GetProperty(port).GetInt32()}\", trustedCertificates: [authority], credential: partner, poll: 100ms, maxMessagesPerPoll: {PerPoll}, lockTimeout: 10s";
}
