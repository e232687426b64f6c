using System.Globalization;
using System.Text;
using IntegrationActors.Contracts;

namespace IntegrationActors.Adapters.Mail.Tests.Support;

/// <summary>Dovecot and an SMTP server that delivers into its mailboxes (<c>tests/servers/mail.sh</c>), with many users.</summary>
internal sealed class MailServer : IDisposable
{
    private static readonly Lazy<MailServer> Everyone = new(() => new MailServer(200));

    private readonly TestServer _server;
    private readonly Dictionary<string, string> _passwords;
    private int _next = -1;

    public MailServer(int users, params string[] options)
    {
        _server = new TestServer("mail", ["--users", string.Join(',', Enumerable.Range(0, users).Select(i => string.Create(CultureInfo.InvariantCulture, $"u{i:000}"))), .. options]);
        _passwords = File.ReadAllLines(_server["users_file"]).Select(line => line.Split(":{PLAIN}")).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
    }

    /// <summary>The one that most tests share, each with users of its own.</summary>
    public static MailServer Shared => Everyone.Value;

    public string Authority => _server["ca"];

    /// <summary>An authority of the same name with another key, which issued none of the server's certificates.</summary>
    public string RogueAuthority => Path.Combine(Path.GetDirectoryName(Authority)!, "rogue-ca.crt");

    public (string User, string Password) NextUser()
    {
        var user = string.Create(CultureInfo.InvariantCulture, $"u{Interlocked.Increment(ref _next):000}");
        return (user, _passwords[user]);
    }

    public int Port(string protocol) => _server.Told.GetProperty($"{protocol}_port").GetInt32();

    public string MailboxOf(string user) => Path.Combine(Path.GetDirectoryName(_server["maildir"])!, user);

    /// <summary>Faults of the SMTP server; holds for all of its users.</summary>
    public void Fault(string json) => _server.Do("fault", json);

    /// <summary>Stops both servers where they are: connections stay open, and nothing answers.</summary>
    public void Freeze() => _server.Do("freeze");

    public void Thaw() => _server.Do("thaw");

    /// <summary>Both servers want another password of a user from now on.</summary>
    public void SetPassword(string user, string password) => _server.Do("password", user, password);

    /// <summary>Kills both servers.</summary>
    public void Kill() => _server.Do("down");

    /// <summary>Starts them again on the same ports.</summary>
    public void Start() => _server.Do("up");

    /// <summary>The certificate of the name that it was started with gets the content of another one, from the next start on.</summary>
    public void ReplaceCertificate(string name, string by) => _server.ReplaceCertificate(name, by);

    /// <summary>Puts a mail into an inbox, as a server that delivers does.</summary>
    public void Put(string user, string name, byte[] mail)
    {
        var box = MailboxOf(user);
        foreach (var folder in new[] { "", "tmp", "new", "cur" })
        {
            if (!Directory.Exists(Path.Combine(box, folder)))
            {
                Directory.CreateDirectory(Path.Combine(box, folder));
                File.SetUnixFileMode(Path.Combine(box, folder), (UnixFileMode)0b111_111_111);
            }
        }

        var hidden = Path.Combine(box, "tmp", name);
        File.WriteAllBytes(hidden, mail);
        File.SetUnixFileMode(hidden, (UnixFileMode)0b110_110_110);
        File.Move(hidden, Path.Combine(box, "new", name));
    }

    /// <summary>Files of a folder, new ones and those that were seen by a client; the inbox is "".</summary>
    public string[] Mails(string user, string folder = "") => [.. new[] { "new", "cur" }
        .Select(place => Path.Combine(MailboxOf(user), folder, place))
        .Where(Directory.Exists)
        .SelectMany(Directory.EnumerateFiles)];

    public static bool IsRead(string path) => Path.GetFileName(path).Split(":2,") is [_, var flags] && flags.Contains('S', StringComparison.Ordinal);

    public string Text(string user, string folder = "") => string.Join("\n=====\n", Mails(user, folder).Select(path => File.ReadAllText(path, Encoding.Latin1)));

    public void Dispose() => _server.Dispose();
}
