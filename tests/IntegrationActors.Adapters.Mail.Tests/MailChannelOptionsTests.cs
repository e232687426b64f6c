using System.Reflection;
using IntegrationActors.Adapters.Mail.Receiver;
using IntegrationActors.Adapters.Mail.Sender;
using IntegrationActors.Contracts;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Adapters.Mail.Tests;

/// <summary>What the flow language says of the channels.</summary>
public sealed class MailChannelOptionsTests : IAsyncLifetime
{
    private const string Imap = "host: imap.example.com, credential: box";
    private const string Smtp = "host: smtp.example.com, credential: box, from: a@example.com";

    private FlowHost _host = null!;

    public static IEnumerable<object[]> Senders => ExamplesOf<ImapSenderOptions>().Concat(ExamplesOf<Pop3SenderOptions>());

    public static IEnumerable<object[]> Receivers => ExamplesOf<SmtpReceiverOptions>();

    public Task InitializeAsync()
    {
        _host = new FlowHost(typeof(MailChannelOptions).Assembly);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [MemberData(nameof(Senders))]
    public void Examples_of_senders_have_no_findings(string yaml) => Assert.Equal("", _host.FindingsOf($"from:\n{Indent(yaml, 2)}\nsteps:\n  - send: {{ sink: {{}} }}"));

    [Theory]
    [MemberData(nameof(Receivers))]
    public async Task Examples_of_receivers_have_no_findings_and_can_be_deployed(string yaml)
    {
        var flow = $"from: {{ direct: {{}} }}\nsteps:\n  - call:\n{Indent(yaml, 6)}";

        Assert.Equal("", _host.FindingsOf(flow));
        await _host.DeployAsync(flow);
    }

    [Theory]
    [InlineData("imap", Imap + ", host: \"imaps://example.com\"", "host")]
    [InlineData("imap", "host: \"imaps://example.com\", credential: box", "no host")]
    [InlineData("imap", "host: imap.example.com", "credential")]
    [InlineData("imap", Imap + ", selection: all", "again")]
    [InlineData("imap", Imap + ", postProcessing: archive", "archiveFolder")]
    [InlineData("imap", Imap + ", archiveFolder: Done", "archive")]
    [InlineData("imap", Imap + ", failedFolder: Failed", "maxAttempts")]
    [InlineData("imap", Imap + ", protection: none, trustedCertificates: [ca]", "protection")]
    [InlineData("imap", Imap + ", user: u, token: { url: \"https://login.example.com/token\" }", "xoauth2")]
    [InlineData("imap", Imap + ", authentication: xoauth2, token: { url: \"https://login.example.com/token\" }", "'user'")]
    [InlineData("pop3", Imap + ", authentication: xoauth2, user: u", "'token'")]
    [InlineData("imap", Imap + ", authentication: xoauth2, user: u, token: { url: \"http://login.example.com/token\" }", "https")]
    [InlineData("imap", Imap + ", allowedHeaders: [CamelHttpUri]", "CamelHttpUri")]
    [InlineData("imap", Imap + ", smime: { signatures: required }", "signers")]
    [InlineData("pop3", Imap + ", poll: { cron: 'every day' }", "cron")]
    public void What_does_not_fit_is_a_finding_of_senders(string kind, string options, string text) =>
        Assert.Contains(text, _host.FindingsOf($"from: {{ {kind}: {{ {options} }} }}\nsteps:\n  - send: {{ sink: {{}} }}"), StringComparison.Ordinal);

    [Theory]
    [InlineData(Smtp, "'to'")]
    [InlineData(Smtp + ", to: b@example.com, charset: klingon", "klingon")]
    [InlineData(Smtp + ", to: b@example.com, smime: { clearText: true }", "signers")]
    [InlineData(Smtp + ", to: b@example.com, smime: { recipients: [a], cipher: 3des-cbc }", "Triple DES")]
    [InlineData("host: smtp.example.com, from: a@example.com, to: b@example.com, authentication: login", "credential")]
    public void What_does_not_fit_is_a_finding_of_receivers(string options, string text) =>
        Assert.Contains(text, _host.FindingsOf($"from: {{ direct: {{}} }}\nsteps:\n  - send: {{ smtp: {{ {options} }} }}"), StringComparison.Ordinal);

    [Theory]
    [InlineData("to: nobody", "IA1385")]
    [InlineData("to: b@example.com, headers: { Subject: x }", "IA1386")]
    [InlineData("to: b@example.com, headers: { \"X Y\": x }", "IA1386")]
    [InlineData("to: b@example.com, contentType: text", "IA1387")]
    public async Task Constants_that_can_not_be_used_are_findings_with_their_place(string options, string code)
    {
        var finding = await Assert.ThrowsAsync<Core.Diagnostics.DiagnosticException>(() => _host.DeployAsync($"from: {{ direct: {{}} }}\nsteps:\n  - send: {{ smtp: {{ {Smtp}, {options} }} }}"));

        Assert.Contains(code, finding.Message, StringComparison.Ordinal);
        Assert.Contains("test.flow.yaml(", finding.Message, StringComparison.Ordinal);
    }

    private static string Indent(string yaml, int by) => string.Join('\n', yaml.Split('\n').Select(line => new string(' ', by) + line));

    private static IEnumerable<object[]> ExamplesOf<T>() => typeof(T).GetCustomAttributes<ExampleAttribute>().Select(example => new object[] { example.Yaml });
}
