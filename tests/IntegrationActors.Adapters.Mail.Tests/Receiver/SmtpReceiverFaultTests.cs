using IntegrationActors.Adapters.Mail.Tests.Support;
using IntegrationActors.Contracts;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores;

namespace IntegrationActors.Adapters.Mail.Tests.Receiver;

/// <summary>What a server that fails costs, on one of the test's own.</summary>
public sealed class SmtpReceiverFaultTests : IAsyncLifetime
{
    private MailServer _server = null!;
    private MailPeer _peer = null!;
    private FlowHost _host = null!;

    public Task InitializeAsync()
    {
        if (TestServer.Obstacle is null)
        {
            _server = new MailServer(2);
            _peer = new MailPeer(_server);
            _host = _peer.Host();
        }

        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await (_host?.DisposeAsync() ?? default);
        _peer?.Dispose();
        _server?.Dispose();
    }

    [ServerFact]
    public async Task A_lost_answer_is_told_and_never_sends_twice()
    {
        _server.Fault("{\"drop\":\"before-reply\",\"times\":1}");

        var record = await SendAsync("retry: { attempts: 5, interval: 100ms }");

        Assert.Equal("IA3872", record.Fault?.Code);
        var mail = Assert.Single(_peer.Read());
        Assert.Contains(mail.MessageId!, record.Fault!.Message, StringComparison.Ordinal);
    }

    [ServerTheory]
    [InlineData("{\"rcpt\":\"451 4.3.0 later\",\"times\":2}")]
    [InlineData("{\"data\":\"451 4.3.0 later\",\"times\":2}")]
    [InlineData("{\"mail\":\"421 4.3.2 shutting down\",\"times\":2}")]
    public async Task What_a_server_will_take_later_is_sent_again(string fault)
    {
        _server.Fault(fault);

        var record = await SendAsync("retry: { attempts: 4, interval: 100ms }");

        Assert.True(record.Status == MessageStatus.Completed, record.Fault?.ToString());
        Assert.True(record.IntermediateError);
        Assert.Single(_peer.Mails());
    }

    [ServerTheory]
    [InlineData("{\"data\":\"554 5.7.1 no\"}", "IA3870", "554")]
    [InlineData("{\"data\":\"451 4.3.0 later\"}", "IA3874", "451")]
    [InlineData("{\"mail\":\"553 5.1.8 no such sender\"}", "IA3870", "553")]
    [InlineData("{\"auth\":\"535 5.7.8 no\"}", "IA3862", "login")]
    public async Task What_a_server_refuses_is_told_with_its_answer(string fault, string code, string text)
    {
        _server.Fault(fault);

        var record = await SendAsync("");

        Assert.Equal(code, record.Fault?.Code);
        Assert.Contains(text, record.Fault!.Message, StringComparison.Ordinal);
        Assert.Empty(_peer.Mails());
    }

    [ServerFact]
    public async Task A_refused_mail_costs_no_connection_and_the_next_one_passes()
    {
        _server.Fault("{\"data\":\"554 5.7.1 no\",\"times\":1}");
        var flow = await _host.DeployAsync(FlowOf(""));

        var first = await _host.SendAsync(flow, Payload.FromText("1"));
        var second = await _host.SendAsync(flow, Payload.FromText("2"));

        Assert.Equal((MessageStatus.Failed, MessageStatus.Completed), (first.Status, second.Status));
    }

    [ServerFact]
    public async Task A_mail_that_is_too_large_for_the_server_is_told_as_refused()
    {
        using var small = new MailServer(1, "--max-size", "100000");
        using var peer = new MailPeer(small);
        _host.Credentials["small"] = new UserCredential("small", peer.User, peer.Password);
        _host.Credentials["mail-ca"] = KeyPairs.FromCertificate("mail-ca", await File.ReadAllBytesAsync(small.Authority));
        var flow = await _host.DeployAsync($"from: {{ direct: {{}} }}\nsteps:\n  - send: {{ smtp: {{ {peer.Access("smtps", credential: "small")}, from: shop@example.com, to: {peer.Address} }} }}");

        var record = await _host.SendAsync(flow, Payload.FromText(new string('x', 200_000)));

        Assert.Equal("IA3870", record.Fault?.Code);
        Assert.Contains("552", record.Fault!.Message, StringComparison.Ordinal);
    }

    [ServerTheory]
    [InlineData(1500)]
    [InlineData(40_000)]
    [InlineData(200_000)]
    public async Task A_cut_on_the_way_never_sends_twice(int bytes)
    {
        _peer.Proxy("smtps").Set($"cut_after_up={bytes}");
        var flow = await _host.DeployAsync($"from: {{ direct: {{}} }}\nsteps:\n  - send: {{ smtp: {{ {_peer.Access("smtps", throughProxy: true)}, from: shop@example.com, to: {_peer.Address}, retry: {{ attempts: 2, interval: 100ms }} }} }}");

        var record = await _host.SendAsync(flow, Payload.FromText(new string('x', 1_000_000)));

        Assert.Equal(MessageStatus.Failed, record.Status);
        Assert.Empty(_peer.Mails());
    }

    [ServerFact]
    public async Task Of_many_mails_whose_answers_are_lost_each_is_there_once_and_no_other_is_doubted()
    {
        var flow = await _host.DeployAsync(FlowOf("subject: \"${header.name}\", retry: { attempts: 3, interval: 100ms }"));
        _server.Fault("{\"drop\":\"before-reply\",\"times\":5}");

        var records = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => _host.SendAsync(flow, Payload.FromText("x"), ("name", $"m{i}"))));

        Assert.Equal(5, records.Count(record => record.Fault?.Code == "IA3872"));
        Assert.Equal(35, records.Count(record => record.Status == MessageStatus.Completed));
        Assert.Equal(Enumerable.Range(0, 40).Select(i => $"m{i}").Order(), _peer.Read().Select(mail => mail.Subject).Order());
    }

    [ServerFact]
    public async Task A_server_that_freezes_while_mails_are_sent_gets_each_at_most_once_and_those_of_the_log_for_sure()
    {
        var flow = await _host.DeployAsync(FlowOf("subject: \"${header.name}\", timeout: 1s, retry: { attempts: 10, interval: 500ms }"));
        await _host.SendAsync(flow, Payload.FromText("x"), ("name", "before"));

        _server.Freeze();
        var frozen = Enumerable.Range(0, 5).Select(i => _host.SendAsync(flow, Payload.FromText("x"), ("name", $"m{i}"))).ToArray();
        var impatient = await _host.SendAsync(await _host.DeployAsync(FlowOf("timeout: 1s")), Payload.FromText("x"));
        _server.Thaw();
        var records = await Task.WhenAll(frozen);

        Assert.All(records, record => Assert.True(record.Status == MessageStatus.Completed || record.Fault?.Code == "IA3872", record.Fault?.ToString()));
        Assert.Equal("IA3860", impatient.Fault?.Code);
        var there = _peer.Read().Select(mail => mail.Subject).ToList();
        Assert.Equal(there.Distinct(), there);
        Assert.All(Enumerable.Range(0, 5).Where(i => records[i].Status == MessageStatus.Completed), i => Assert.Contains($"m{i}", there));
        Assert.Equal(MessageStatus.Completed, (await _host.SendAsync(flow, Payload.FromText("x"), ("name", "after"))).Status);
    }

    [ServerFact]
    public async Task A_frozen_server_is_told_with_the_time_that_was_waited()
    {
        var flow = await _host.DeployAsync(FlowOf("timeout: 1s"));

        _server.Freeze();
        var record = await _host.SendAsync(flow, Payload.FromText("x"));
        _server.Thaw();

        Assert.Equal("IA3860", record.Fault?.Code);
        Assert.Contains("within 1s", record.Fault!.Message, StringComparison.Ordinal);
        Assert.Equal(MessageStatus.Completed, (await _host.SendAsync(flow, Payload.FromText("x"))).Status);
    }

    [ServerFact]
    public async Task A_server_that_is_killed_and_started_again_gets_what_is_sent_meanwhile()
    {
        var flow = await _host.DeployAsync(FlowOf("timeout: 5s, retry: { attempts: 10, interval: 200ms }"));
        await _host.SendAsync(flow, Payload.FromText("before"));

        _server.Kill();
        var sending = _host.SendAsync(flow, Payload.FromText("meanwhile"));
        _server.Start();
        var record = await sending;

        Assert.True(record.Status == MessageStatus.Completed, record.Fault?.ToString());
        Assert.True(record.IntermediateError);
        Assert.Equal(2, _peer.Mails().Length);
    }

    [ServerFact]
    public async Task A_rogue_authority_gets_no_mail_and_no_password_and_the_right_one_does()
    {
        _host.Credentials["mail-ca"] = KeyPairs.FromCertificate("mail-ca", await File.ReadAllBytesAsync(_server.RogueAuthority));
        var flow = await _host.DeployAsync(FlowOf("retry: { attempts: 3, interval: 100ms }"));

        var refused = await _host.SendAsync(flow, Payload.FromText("x"));
        _host.Credentials["mail-ca"] = KeyPairs.FromCertificate("mail-ca", await File.ReadAllBytesAsync(_server.Authority));
        var accepted = await _host.SendAsync(flow, Payload.FromText("x"));

        Assert.Equal("IA3861", refused.Fault?.Code);
        Assert.False(refused.IntermediateError);
        Assert.Equal(MessageStatus.Completed, accepted.Status);
        Assert.Single(_peer.Mails());
    }

    [ServerFact]
    public async Task A_certificate_that_ran_out_is_told_and_a_renewed_one_is_taken()
    {
        using var old = new MailServer(1, "--cert", "expired");
        using var peer = new MailPeer(old);
        await using var host = peer.Host();
        var flow = await host.DeployAsync($"from: {{ direct: {{}} }}\nsteps:\n  - send: {{ smtp: {{ {peer.Access("smtps")}, from: shop@example.com, to: {peer.Address} }} }}");

        var refused = await host.SendAsync(flow, Payload.FromText("x"));
        old.ReplaceCertificate("expired", by: "server");
        old.Kill();
        old.Start();
        var accepted = await host.SendAsync(flow, Payload.FromText("x"));

        Assert.Equal("IA3861", refused.Fault?.Code);
        Assert.Contains("out of date", refused.Fault!.Message, StringComparison.Ordinal);
        Assert.True(accepted.Status == MessageStatus.Completed, accepted.Fault?.ToString());
    }

    [ServerFact]
    public async Task A_disk_that_is_full_refuses_for_now_and_the_mail_is_sent_when_there_is_room()
    {
        using var small = new MailServer(1, "--tmpfs-mb", "2");
        using var peer = new MailPeer(small);
        await using var host = peer.Host();
        var flow = await host.DeployAsync($"from: {{ direct: {{}} }}\nsteps:\n  - send: {{ smtp: {{ {peer.Access("smtps")}, from: shop@example.com, to: {peer.Address} }} }}");
        var filler = Path.Combine(Path.GetDirectoryName(small.MailboxOf(peer.User))!, "filler");
        await File.WriteAllBytesAsync(filler, new byte[1_500_000]);

        var refused = await host.SendAsync(flow, Payload.FromText(new string('x', 1_000_000)));
        File.Delete(filler);
        var accepted = await host.SendAsync(flow, Payload.FromText(new string('x', 1_000_000)));

        Assert.Equal("IA3874", refused.Fault?.Code);
        Assert.Contains("4.3.1", refused.Fault!.Message, StringComparison.Ordinal);
        Assert.True(accepted.Status == MessageStatus.Completed, accepted.Fault?.ToString());
        Assert.Single(peer.Mails());
    }

    private async Task<MessageRecord> SendAsync(string options) => await _host.SendAsync(await _host.DeployAsync(FlowOf(options)), Payload.FromText("x"));

    private string FlowOf(string options) =>
        $"from: {{ direct: {{}} }}\nsteps:\n  - send: {{ smtp: {{ {_peer.Access("smtps")}, from: shop@example.com, to: {_peer.Address}{(options.Length == 0 ? "" : ", ")}{options} }} }}";
}
