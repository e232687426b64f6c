using IntegrationActors.Contracts;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;
using IntegrationActors.Engine.Inlets;

namespace IntegrationActors.Adapters.Mail.Tests.Support;

/// <summary>Flows from and to a mailbox of the test's own.</summary>
public abstract class MailTest : IAsyncLifetime
{
    private protected MailPeer Peer { get; private set; } = null!;

    private protected FlowHost Host { get; private set; } = null!;

    public Task InitializeAsync()
    {
        if (TestServer.Obstacle is null)
        {
            Peer = new MailPeer();
            Host = Peer.Host();
        }

        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await (Host?.DisposeAsync() ?? default);
        Peer?.Dispose();
    }

    private protected Task<OpenFlow> ImapAsync(string options, string name = "mails", bool throughProxy = false) =>
        Host.DeployAsync($"from: {{ imap: {{ {Peer.Access("imaps", throughProxy)}, poll: 100ms{And(options)} }} }}\nsteps:\n  - send: {{ sink: {{}} }}", name);

    private protected Task<OpenFlow> Pop3Async(string options, string name = "mails", bool throughProxy = false) =>
        Host.DeployAsync($"from: {{ pop3: {{ {Peer.Access("pop3s", throughProxy)}, poll: 100ms{And(options)} }} }}\nsteps:\n  - send: {{ sink: {{}} }}", name);

    private protected async Task<MessageRecord> SendAsync(string options, Payload body, params (string Name, string Value)[] headers) =>
        await Host.SendAsync(await SmtpAsync(options), body, headers);

    private protected Task<OpenFlow> SmtpAsync(string options, string protocol = "smtps", bool throughProxy = false, string access = "") =>
        Host.DeployAsync($"from: {{ direct: {{}} }}\nsteps:\n  - send: {{ smtp: {{ {(access.Length > 0 ? access : Peer.Access(protocol, throughProxy))}, from: shop@example.com{And(options)} }} }}");

    private protected Task EndedAsync(int count) => Eventually.HoldsAsync(() => Host.Ended.Count >= count, () => $"{Host.Ended.Count} of {count} ended: {string.Join('\n', Host.Ended.Select(r => r.Fault))}");

    private static string And(string options) => options.Length == 0 ? "" : $", {options}";
}
