using IntegrationActors.Adapters.Mail.Tests.Support;
using IntegrationActors.Contracts;
using IntegrationActors.Core.Stores;

namespace IntegrationActors.Adapters.Mail.Tests.Mailboxes;

/// <summary>How often a POP3 server is asked for sizes.</summary>
public sealed class Pop3SizesTests : IAsyncLifetime
{
    private const int TooLarge = 2000;

    private readonly FlowHost _host = new(typeof(MailChannelOptions).Assembly);

    public Task InitializeAsync()
    {
        _host.Credentials["mail"] = new UserCredential("mail", "user", "password");
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task The_sizes_of_many_mails_that_are_too_large_are_asked_for_once_in_a_session()
    {
        await using var server = new CountingPop3([.. Enumerable.Repeat(TooLarge, 200), 10]);

        await TakeOneAsync(server);

        Assert.Equal(["LIST"], ListsOfFirstSession(server));
    }

    // A line for each of twenty thousand mails is more than a few questions, and less than many.
    [Fact]
    public async Task Of_a_large_mailbox_few_mails_are_asked_for_one_by_one_and_then_all_at_once()
    {
        await using var server = new CountingPop3([.. Enumerable.Repeat(TooLarge, 100), 10, .. Enumerable.Repeat(10, 20_000)]);

        await TakeOneAsync(server);

        var lists = ListsOfFirstSession(server);
        Assert.Single(lists, "LIST");
        Assert.Equal([.. Enumerable.Range(1, 20).Select(i => $"LIST {i}"), "LIST"], lists);
    }

    private async Task TakeOneAsync(CountingPop3 server)
    {
        await _host.DeployAsync($"from: {{ pop3: {{ host: \"127.0.0.1:{server.Port}\", protection: none, credential: mail, poll: 100ms, maxMessagesPerPoll: 20, maxMessageSize: 1KB }} }}\nsteps:\n  - send: {{ sink: {{}} }}");
        await Eventually.HoldsAsync(() => !_host.Ended.IsEmpty, () => string.Join('\n', server.Commands.Take(50)));
    }

    private static string[] ListsOfFirstSession(CountingPop3 server) => [.. server.Commands.TakeWhile(command => !command.StartsWith("RETR", StringComparison.Ordinal)).Where(command => command.StartsWith("LIST", StringComparison.Ordinal))];
}
