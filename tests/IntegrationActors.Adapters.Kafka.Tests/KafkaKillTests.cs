using System.Diagnostics;
using System.Text;
using IntegrationActors.Adapters.Kafka.Tests.Support;
using IntegrationActors.Contracts;

namespace IntegrationActors.Adapters.Kafka.Tests;

/// <summary>Processes that move records from one topic to another (<c>ia run --dev</c>) are killed in the middle.</summary>
public sealed class KafkaKillTests : IDisposable
{
    private const int Parts = 4;
    private const int Count = 2000;

    // Runs of a node at once, and those that ended and wait for their offset.
    private const int MostInFlight = 8 + 256;

    private readonly string _folder = Directory.CreateTempSubdirectory("ia-kill-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [ServerFact]
    public async Task A_node_that_is_killed_and_started_again_moves_all_records_and_few_twice()
    {
        using var peer = new KafkaPeer(Parts);
        var target = await PrepareAsync(peer);

        await KillAsync(peer, async () => await Eventually.ReachesAsync(() => peer.Count(target, Parts), 200));
        var moved = peer.Count(target, Parts);
        await KillAsync(peer, async () =>
        {
            await Eventually.ReachesAsync(() => peer.Count(target, Parts), Count);
            await Eventually.HoldsAsync(() => peer.Waiting(Parts) == 0);
        });

        Assert.InRange(moved, 200, Count - 1);
        AllArrived(peer, target);
    }

    [ServerFact]
    public async Task The_other_node_goes_on_with_the_partitions_of_one_that_is_killed()
    {
        using var peer = new KafkaPeer(Parts);
        var target = await PrepareAsync(peer);
        await using var host = peer.Host();

        await KillAsync(peer, async () =>
        {
            await Eventually.ReachesAsync(() => peer.Count(target, Parts), 100);
            var stays = await host.DeployAsync(FlowOf(peer, target));
            await Eventually.HoldsAsync(() => stays.Channels[0].Activity == "2 partitions");
        });
        var left = peer.Waiting(Parts);
        await Eventually.ReachesAsync(() => Count - peer.Waiting(Parts), Count);

        Assert.InRange(left, 1, Count);
        AllArrived(peer, target);
    }

    private static void AllArrived(KafkaPeer peer, string target)
    {
        var bodies = peer.Records(target, Parts).ConvertAll(record => Encoding.UTF8.GetString(record.Message.Value));
        Assert.Equal(Count, bodies.Distinct().Count());
        Assert.InRange(bodies.Count, Count, Count + MostInFlight);
    }

    private async Task<string> PrepareAsync(KafkaPeer peer)
    {
        var target = $"{peer.Topic}.target";
        peer.Make(target, Parts);
        await peer.PutAsync([.. Enumerable.Range(0, Count).Select(i => Encoding.UTF8.GetBytes($"{i}"))]);
        await File.WriteAllTextAsync(Path.Combine(_folder, "kafka.txt"), $"{peer.Server["user"]}:{peer.Server["password"]}");
        await File.WriteAllTextAsync(Path.Combine(_folder, "moving.flow.yaml"), $"flow: moving\n{FlowOf(peer, target)}");
        return target;
    }

    // Each record waits for its answer, so that there is something left to do when the process is killed.
    private static string FlowOf(KafkaPeer peer, string target) =>
        $"from: {{ {peer.Sender("concurrency: 8")} }}\nsteps:\n  - send: {{ kafka: {{ {peer.Access()}, topic: {target}, linger: 20ms }} }}\n";

    // Runs a node as long as something takes.
    private async Task KillAsync(KafkaPeer peer, Func<Task> when)
    {
        using var process = Start(peer);
        try
        {
            await when();
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    private Process Start(KafkaPeer peer)
    {
        var dotnet = Environment.ProcessPath is { } path && string.Equals(Path.GetFileNameWithoutExtension(path), "dotnet", StringComparison.Ordinal) ? path : "dotnet";
        string[] command =
        [
            "exec", Path.Combine(AppContext.BaseDirectory, "ia.dll"), "run", "--dev", _folder, "--port", "0",
            "--credential", $"kafka={Path.Combine(_folder, "kafka.txt")}", "--credential", $"kafka-ca={peer.Server["ca"]}",
        ];
        var process = Process.Start(new ProcessStartInfo(dotnet, command) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;

        // It tells of each message, and would wait for somebody to read that.
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }
}
