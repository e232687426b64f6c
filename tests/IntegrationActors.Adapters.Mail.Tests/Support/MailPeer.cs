using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IntegrationActors.Contracts;
using IntegrationActors.Core.Stores;
using MimeKit;

namespace IntegrationActors.Adapters.Mail.Tests.Support;

/// <summary>A mailbox of its own on a server, reached through a proxy that only this test troubles.</summary>
internal sealed class MailPeer : IDisposable
{
    public const string WrongPassword = "not-the-s3cret";

    private readonly Dictionary<string, FaultProxy> _proxies = new(StringComparer.Ordinal);
    private int _count;

    public MailPeer(MailServer? server = null)
    {
        Server = server ?? MailServer.Shared;
        (User, Password) = Server.NextUser();
    }

    public MailServer Server { get; }

    public string User { get; }

    public string Password { get; }

    public string Address => $"{User}@test.local";

    public FaultProxy Proxy(string protocol) => _proxies.TryGetValue(protocol, out var proxy) ? proxy : _proxies[protocol] = new FaultProxy(Server.Port(protocol));

    /// <summary>The options that every channel needs; protocols with an s at their end are protected by TLS, others by STARTTLS.</summary>
    public string Access(string protocol, bool throughProxy = false, string credential = "mail") => string.Create(
        CultureInfo.InvariantCulture,
        $"host: \"127.0.0.1:{(throughProxy ? Proxy(protocol).Port : Server.Port(protocol))}\", protection: {(protocol.EndsWith('s') ? "tls" : "startTls")}, trustedCertificates: [mail-ca], credential: {credential}");

    public FlowHost Host(TimeProvider? time = null)
    {
        var host = new FlowHost(typeof(MailChannelOptions).Assembly, time);
        host.Credentials["mail"] = new UserCredential("mail", User, Password);
        host.Credentials["wrong"] = new UserCredential("wrong", User, WrongPassword);
        host.Credentials["mail-ca"] = KeyPairs.FromCertificate("mail-ca", File.ReadAllBytes(Server.Authority));
        return host;
    }

    public void Put(MimeMessage mail)
    {
        using var bytes = new MemoryStream();
        mail.WriteTo(bytes);
        Put(bytes.ToArray());
    }

    public void Put(byte[] mail) => Server.Put(User, string.Create(CultureInfo.InvariantCulture, $"1700000000.{_count++:000000}.test"), mail);

    /// <summary>A mail that is nothing but bytes.</summary>
    public void Put(string subject, byte[] body) => Put(MailOf(subject, new MimePart("application", "octet-stream") { Content = new MimeContent(new MemoryStream(body)), ContentTransferEncoding = ContentEncoding.Base64 }));

    public void PutText(string subject, string text) => Put(MailOf(subject, new TextPart("plain") { Text = text, ContentTransferEncoding = ContentEncoding.Base64 }));

    public static MimeMessage MailOf(string subject, MimeEntity body)
    {
        var mail = new MimeMessage { Subject = subject, Body = body };
        mail.From.Add(new MailboxAddress("Jürgen Groß", "sender@example.com"));
        mail.To.Add(new MailboxAddress("", "orders@test.local"));
        return mail;
    }

    public string[] Mails(string folder = "") => Server.Mails(User, folder);

    public string[] Unread(string folder = "") => [.. Mails(folder).Where(path => !MailServer.IsRead(path))];

    /// <summary>All mails of the inbox.</summary>
    public IReadOnlyList<MimeMessage> Read(string folder = "") => [.. Mails(folder).Select(path => MimeMessage.Load(path))];

    public static byte[] BytesOf(MimeEntity? part)
    {
        using var bytes = new MemoryStream();
        ((MimePart)part!).Content!.DecodeTo(bytes);
        return bytes.ToArray();
    }

    public static KeyPairCredential KeyPair(string name)
    {
        using var rsa = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment, critical: false));
        return new KeyPairCredential(name, request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100)), []);
    }

    public void Dispose()
    {
        foreach (var proxy in _proxies.Values)
        {
            proxy.Dispose();
        }
    }
}
