using System.Reflection;
using IntegrationActors.Adapters.Sftp.Fetching;
using IntegrationActors.Adapters.Sftp.Receiver;
using IntegrationActors.Adapters.Sftp.Sender;
using IntegrationActors.Contracts;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Adapters.Sftp.Tests;

/// <summary>What the flow language says of the channels.</summary>
public sealed class SftpChannelOptionsTests : IAsyncLifetime
{
    private const string Access = "host: sftp.example.com, credential: shop, hostKeys: [\"SHA256:nThbg6kXUpJWGl7E1IGOCspRomTxdCARLviKw6E5SY8\"]";

    private FlowHost _host = null!;

    public static IEnumerable<object[]> Senders => ExamplesOf<SftpSenderOptions>();

    public static IEnumerable<object[]> Receivers => ExamplesOf<SftpReceiverOptions>().Concat(ExamplesOf<SftpFetchOptions>());

    public Task InitializeAsync()
    {
        _host = new FlowHost(typeof(SftpChannelOptions).Assembly);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [MemberData(nameof(Senders))]
    public void Examples_of_senders_have_no_findings(string yaml) => Assert.Equal("", _host.FindingsOf($"from: {{ {yaml} }}\nsteps:\n  - send: {{ sink: {{}} }}"));

    [Theory]
    [MemberData(nameof(Receivers))]
    public void Examples_of_receivers_have_no_findings(string yaml) => Assert.Equal("", _host.FindingsOf($"from: {{ direct: {{}} }}\nsteps:\n  - call: {{ {yaml} }}"));

    [Theory]
    [InlineData("host: sftp.example.com, credential: shop", "knownHosts")]
    [InlineData("host: sftp.example.com, hostKeys: [\"SHA256:x\"]", "credential")]
    [InlineData("host: \"sftp://example.com\", credential: shop, hostKeys: [\"SHA256:x\"]", "no host")]
    [InlineData(Access + ", postProcessing: move", "archive")]
    [InlineData(Access + ", archive: old/", "archive")]
    [InlineData(Access + ", stopOnException: true", "singlePoller")]
    [InlineData(Access + ", fileName: '(', regex: true", "regular expression")]
    [InlineData(Access + ", nameCharset: klingon", "character set")]
    [InlineData(Access + ", poll: { cron: 'every day' }", "cron")]
    [InlineData(Access + ", doneFile: done", "one '*'")]
    public void What_does_not_fit_is_a_finding(string options, string text) =>
        Assert.Contains(text, _host.FindingsOf($"from: {{ sftp: {{ {options} }} }}\nsteps:\n  - send: {{ sink: {{}} }}"), StringComparison.Ordinal);

    [Fact]
    public void A_file_that_is_fetched_while_a_message_runs_has_no_run_of_its_own_to_leave_out() =>
        Assert.Contains("putAway", _host.FindingsOf($"from: {{ direct: {{}} }}\nsteps:\n  - call: {{ sftpFetch: {{ {Access}, emptyFiles: putAway }} }}"), StringComparison.Ordinal);

    private static IEnumerable<object[]> ExamplesOf<T>() => typeof(T).GetCustomAttributes<ExampleAttribute>().Select(example => new object[] { example.Yaml });
}
