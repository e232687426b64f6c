using System.Globalization;
using IntegrationActors.Contracts;
using IntegrationActors.Server.Tests.Support;

namespace IntegrationActors.Server.Tests.Senders;

/// <summary>The node dies again and again while its channels fetch messages.</summary>
public sealed class SenderCrashTests
{
    private const int Messages = 1000;
    private const int Kills = 2;

    private static readonly Dictionary<string, Func<SenderSystem>> Systems = new()
    {
        ["sftp"] = () => new SftpSystem(),
        ["kafka"] = () => new KafkaSystem(),
        ["amqp"] = () => new AmqpSystem(),
        ["amqp over WebSocket"] = () => new AmqpSystem(webSocket: true),
        ["rabbitmq"] = () => new RabbitMqSystem(),
        ["file"] = () => new FileSystem(),
        ["https that is accepted"] = () => new AcceptedSystem(),
        ["imap"] = () => new ImapSystem(),
        ["pop3"] = () => new Pop3System(),
    };

    public static TheoryData<string> Names => [.. Systems.Keys];

    [ServerTheory]
    [MemberData(nameof(Names))]
    public async Task All_messages_arrive_and_at_most_those_in_flight_come_twice(string name)
    {
        await using var system = Systems[name]();
        await using var backend = await TestBackend.StartAsync();
        await using var server = await ServerProcess.StartFreshAsync(system.Settings);
        await DeployAsync(server, system, $"call: {{ https: {{ url: \"{backend.Address}remember\", method: POST }} }}");

        await KillAgainAndAgainAsync(server, system, () => Task.FromResult(backend.Received.Count));
        await Eventually.HoldsAsync(() => backend.Received.Distinct().Count() == Messages);
        await UntilAsync(system.IsEmptyAsync);

        Assert.InRange(backend.Received.Count - Messages, 0, Kills * system.InFlight);
    }

    [ServerTheory]
    [MemberData(nameof(Names))]
    public async Task No_message_comes_twice_into_a_queue_that_knows_its_key(string name)
    {
        await using var system = Systems[name]();
        await using var server = await ServerProcess.StartFreshAsync(system.Settings);
        using var api = server.CreateOperator();
        await DeployAsync(server, system, $"send: {{ queue: {{ name: arrived, deduplicationId: \"{system.Key}\" }} }}");

        await KillAgainAndAgainAsync(server, system, () => WaitingAsync(server));
        await UntilAsync(async () => await WaitingAsync(server) >= Messages && await system.IsEmptyAsync());

        Assert.Equal(Messages, await WaitingAsync(server));
    }

    private static async Task DeployAsync(ServerProcess server, SenderSystem system, string step)
    {
        await system.PutAsync(Enumerable.Range(0, Messages).Select(number => number.ToString("d4", CultureInfo.InvariantCulture)));
        await system.DeployAsync(server, "fetching", step);
    }

    private static async Task KillAgainAndAgainAsync(ServerProcess server, SenderSystem system, Func<Task<int>> arrived)
    {
        for (var kill = 1; kill <= Kills; kill++)
        {
            await UntilAsync(async () => await arrived() >= kill * Messages / (Kills + 1));
            await server.KillAsync();
            await server.RestartAsync(system.Settings);
        }
    }

    private static async Task<int> WaitingAsync(ServerProcess server)
    {
        using var api = server.CreateOperator();
        var queues = await api.ReadAsync("queues");
        return queues.GetProperty("items").EnumerateArray().Where(queue => queue.GetProperty("name").GetString() == "arrived").Sum(queue => queue.GetProperty("waiting").GetInt32());
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        while (!await condition())
        {
            await Task.Delay(10, patience.Token);
        }
    }
}
