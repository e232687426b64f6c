using System.Diagnostics;
using System.Text;
using IntegrationActors.Adapters.RabbitMq.Tests.Support;
using IntegrationActors.Contracts;
using RabbitMQ.Client;

namespace IntegrationActors.Adapters.RabbitMq.Tests;

/// <summary>A process that moves messages from one queue to another (<c>ia run --dev</c>) is killed in the middle, and started again.</summary>
public sealed class RabbitMqKillTests : RabbitTest
{
    private const int Concurrency = 8;

    private readonly string _folder = Directory.CreateTempSubdirectory("ia-kill-").FullName;

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [ServerFact]
    public async Task All_messages_arrive_and_no_more_than_were_in_flight_arrive_twice()
    {
        const int Count = 3000;
        var target = $"{Peer.Queue}.target";
        await Peer.DeclareAsync(null, ("x-queue-type", "quorum"));
        await Peer.DeclareAsync(target);
        await FillAsync(Count);
        var credential = Path.Combine(_folder, "rabbit.txt");
        await File.WriteAllTextAsync(credential, $"{Peer.Server["user"]}:{Peer.Server["password"]}");
        await File.WriteAllTextAsync(
            Path.Combine(_folder, "moving.flow.yaml"),
            $"flow: moving\nfrom:\n  rabbitmq: {{ {Peer.Access()}, queues: [{Peer.Queue}], concurrency: {Concurrency} }}\nsteps:\n  - send: {{ rabbitmq: {{ {Peer.Access()}, routingKey: {target} }} }}\n");

        using (var first = Start(credential))
        {
            await Eventually.HoldsAsync(async () => await Peer.ReadyAsync(target) > 100);
            first.Kill();
            await first.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        }

        var moved = await Peer.ReadyAsync(target);
        using var second = Start(credential);
        await Eventually.ReachesAsync(async () => (int)await Peer.ReadyAsync(target), Count);
        await Eventually.HoldsAsync(async () => await Peer.ReadyAsync() == 0);
        second.Kill();
        await second.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));

        var bodies = new List<string>();
        await using var channel = await Peer.ChannelAsync();
        while (await channel.BasicGetAsync(target, autoAck: true) is { } message)
        {
            bodies.Add(Encoding.UTF8.GetString(message.Body.Span));
        }

        Assert.InRange(moved, 1u, (uint)Count - 1);
        Assert.Equal(Count, bodies.Distinct().Count());
        Assert.InRange(bodies.Count, Count, Count + Concurrency);
    }

    private async Task FillAsync(int count)
    {
        await using var channel = await Peer.ChannelAsync(confirms: true);
        await Task.WhenAll(Enumerable.Range(0, count).Select(i =>
            channel.BasicPublishAsync("", Peer.Queue, mandatory: true, new BasicProperties { Persistent = true }, Encoding.UTF8.GetBytes($"{i}")).AsTask()));
    }

    private Process Start(string credential)
    {
        var dotnet = Environment.ProcessPath is { } path && string.Equals(Path.GetFileNameWithoutExtension(path), "dotnet", StringComparison.Ordinal) ? path : "dotnet";
        var process = Process.Start(new ProcessStartInfo(dotnet, ["exec", Path.Combine(AppContext.BaseDirectory, "ia.dll"), "run", "--dev", _folder, "--port", "0", "--credential", $"rabbit={credential}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;

        // It tells of each message, and would wait for somebody to read that.
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }
}
