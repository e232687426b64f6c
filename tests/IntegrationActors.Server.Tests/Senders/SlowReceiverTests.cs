using IntegrationActors.Contracts;
using IntegrationActors.Server.Tests.Support;

namespace IntegrationActors.Server.Tests.Senders;

/// <summary>A hundred thousand mails wait for a receiver that takes 50 ms for each.</summary>
[Collection(nameof(Alone))]
public sealed class SlowReceiverTests
{
    private const int Few = 100;
    private const int Many = 100_000;

    // What the waiting mails may cost, in MB: the server's numbers and names for them, twice while one list follows the other (26 with POP3, whose lists are read line by line), and what the collector
    // lets lie meanwhile (36 to 40 in dumps of such a server). The mails themselves would be 100.
    private const double Bound = 80;

    private static readonly Dictionary<string, Func<MailSystem>> Systems = new()
    {
        ["imap"] = () => new ImapSystem { PerPoll = 20 },
        ["pop3"] = () => new Pop3System { PerPoll = 20 },
    };

    public static TheoryData<string> Names => [.. Systems.Keys];

    [ServerTheory]
    [MemberData(nameof(Names))]
    public async Task A_slow_receiver_paces_the_channel_and_what_waits_stays_on_the_server(string name)
    {
        await using var system = Systems[name]();
        await using var backend = await TestBackend.StartAsync();
        using var slow = new FaultProxy(backend.Address.Port);
        slow.Set("latency_ms=50");
        await using var server = await ServerProcess.StartFreshAsync();
        system.Fill(2 * Few);
        await system.DeployAsync(server, "fetching", $"call: {{ https: {{ url: \"http://127.0.0.1:{slow.Port}/remember\", method: POST }} }}");
        await ReceivedAsync(backend, Few / 2);
        server.ResetPeak();
        await ReceivedAsync(backend, Few);
        var before = server.PeakMemory();

        system.Fill(Many);
        server.ResetPeak();
        var received = backend.Received.Count;
        await ReceivedAsync(backend, received + Few);
        var (took, waiting) = (backend.Received.Count, system.Count());

        Assert.True(server.PeakMemory() - before < Bound, $"{before:f0} MB with few waiting, at most {server.PeakMemory():f0} MB with {waiting}");
        Assert.InRange(waiting, Many + (2 * Few) - took - system.PerPoll, Many + (2 * Few) - took + system.PerPoll);
    }

    private static Task ReceivedAsync(TestBackend backend, int count) => Eventually.ReachesAsync(() => backend.Received.Count, count);
}
