using System.Globalization;
using System.Net.Sockets;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using IntegrationActors.Runtime.Configuration;
using IntegrationActors.Runtime.Flows;
using IntegrationActors.Runtime.Placement;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IntegrationActors.Runtime.Hosting;

/// <summary>
/// Starts and stops the actor system with the host. Stopping: (1) not ready any more; (2) flows take no messages and finish those inside, within the drain limit;
/// (3) cells are handed over; (4) the node leaves the cluster. A cut message is ABANDONED in the log.
/// </summary>
internal sealed class RuntimeHost(
    NodeConfig config,
    Regions regions,
    RunningFlows flows,
    FirstRound firstRound,
    RuntimeHostParts parts) : IHostedService, IDisposable
{
    private const string SystemName = "ia";

    private readonly ClusterSetup _cluster = new(config.Options.Cluster);
    private DataFolder? _folder;
    private ActorSystem? _system;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _cluster.Check();
        _folder = DataFolder.Open(config.Options.Storage.DataDirectory);
        _system = Create(_folder.Path);
        parts.Streams.Open(_system);
        Akka.Persistence.Persistence.Instance.Apply(_system);
        _cluster.Join(_system);
        await regions.StartAsync(_system);
        var shutdown = CoordinatedShutdown.Get(_system);
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceRequestsDone, "drain flows", DrainAsync);
        _ = EndWithSystemAsync(_system);
        firstRound.Start();
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        parts.Readiness.Stopping();                                                                  // 1
        await firstRound.StopAsync();
        if (_system is not null)
        {
            await CoordinatedShutdown.Get(_system).Run(CoordinatedShutdown.ClrExitReason.Instance);  // 2, 3, 4
        }
    }

    public void Dispose()
    {
        _system?.Dispose();
        _folder?.Dispose();
    }

    private ActorSystem Create(string dataDirectory)
    {
        var journal = config.Options.Storage.Postgres() is { } postgres
            ? JournalDatabase.Prepare(config.Tree, postgres)
            : JournalFile.Prepare(config.Tree, dataDirectory);
        var own = string.Join('\n', journal, _cluster.Settings(), Timeouts());
        var tree = ConfigurationFactory.ParseString(own).WithFallback(config.Tree);
        var setup = ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(tree), new AkkaLogSetup(parts.Loggers));
        if (ClusterCertificates.Load(config.Options.Cluster.Tls) is { } tls)
        {
            setup = setup.And(tls);
        }

        try
        {
            return ActorSystem.Create(SystemName, setup);
        }
        catch (Exception e) when (IsAddressInUse(e))
        {
            var cluster = config.Options.Cluster;
            throw new ConfigException(
                $"port {cluster.Port} of {cluster.Host}, for talk between nodes, is taken by another process: stop that one, or set integration-actors.cluster.port (0 takes a free one)");
        }
    }

    // Whoever waits for a drain has to wait longer than it may take.
    private string Timeouts()
    {
        var drain = config.Options.Runtime.DrainTimeout.TotalSeconds;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            akka.coordinated-shutdown.phases.service-requests-done.timeout = {drain + 20}s
            akka.cluster.sharding.handoff-timeout = {drain + 30}s
            """);
    }

    private static bool IsAddressInUse(Exception? e) => e switch
    {
        null => false,
        SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } => true,
        AggregateException many => many.InnerExceptions.Any(IsAddressInUse),
        _ => IsAddressInUse(e.InnerException),
    };

    private async Task<Akka.Done> DrainAsync()
    {
        await flows.DrainAsync(config.Options.Runtime.DrainTimeout);
        return Akka.Done.Instance;
    }

    // A node that the others gave up must not go on; its supervisor starts it anew.
    private async Task EndWithSystemAsync(ActorSystem system)
    {
        await system.WhenTerminated;
        if (parts.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return;
        }

        parts.Log.LogError("The node was removed from its cluster, or its actor system failed; the process ends so that it can be started anew");
        Environment.ExitCode = 1;
        parts.Lifetime.StopApplication();
    }
}
