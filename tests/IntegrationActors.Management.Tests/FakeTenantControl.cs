using System.Collections.Concurrent;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Runtime;

namespace IntegrationActors.Management.Tests;

/// <summary>A runtime that starts every flow at once, unless a test says that it doesn't start.</summary>
public sealed class FakeTenantControl : ITenantControl
{
    private readonly ConcurrentDictionary<(string Tenant, string Flow), FlowDeployment> _flows = new();
    private readonly ConcurrentDictionary<string, bool> _tenants = new(StringComparer.Ordinal);

    /// <summary>Flows that don't start, with the finding.</summary>
    public ConcurrentDictionary<string, Diagnostic> Broken { get; } = new(StringComparer.Ordinal);

    /// <summary>Flows that are still starting when the answer is due.</summary>
    public ConcurrentDictionary<string, bool> Slow { get; } = new(StringComparer.Ordinal);

    public bool IsDown { get; set; }

    /// <summary>What happens when somebody asks for the tenants.</summary>
    public Exception? Failure { get; set; }

    public Task<IReadOnlyList<string>> ListTenantsAsync(CancellationToken cancel) => IsDown || Failure is not null
        ? throw Failure ?? new TimeoutException("the cluster gave no answer within 5 s")
        : Task.FromResult<IReadOnlyList<string>>([.. _tenants.Keys.Order(StringComparer.Ordinal)]);

    public Task<bool> CreateTenantAsync(string tenant, CancellationToken cancel) =>
        Task.FromResult(_tenants.TryAdd(Storage.TenantName.Check(tenant), true));

    public Task DeleteTenantAsync(string tenant, string by, CancellationToken cancel)
    {
        _tenants.TryRemove(Require(tenant), out _);
        return Task.CompletedTask;
    }

    public Task<FlowDeployment> DeployAsync(DeployFlow command, CancellationToken cancel)
    {
        var key = (Require(command.Tenant), command.Flow);
        var before = _flows.GetValueOrDefault(key);
        if (command.IfVersion is { } expected && expected != (before?.Version ?? 0))
        {
            throw new VersionConflictException(command.Flow, expected, before?.Version ?? 0);
        }

        return Task.FromResult(_flows[key] = Started(command, before));
    }

    public Task<FlowDeployment?> UndeployAsync(string tenant, string flow, int? ifVersion, string by, CancellationToken cancel)
    {
        var current = _flows.GetValueOrDefault((Require(tenant), flow));
        if (current is not null && ifVersion is { } expected && expected != current.Version)
        {
            throw new VersionConflictException(flow, expected, current.Version);
        }

        _flows.TryRemove((tenant, flow), out var removed);
        return Task.FromResult(removed is null ? null : removed with { Status = FlowStatus.Stopping });
    }

    public Task<FlowDeployment?> SetLogLevelAsync(string tenant, string flow, MessageLogLevel level, string by, CancellationToken cancel)
    {
        var current = _flows.GetValueOrDefault((Require(tenant), flow));
        return Task.FromResult(current is null ? null : _flows[(tenant, flow)] = current with { LogLevel = level });
    }

    public Task<IReadOnlyList<FlowDeployment>> ListFlowsAsync(string tenant, CancellationToken cancel)
    {
        Require(tenant);
        return Task.FromResult<IReadOnlyList<FlowDeployment>>([.. _flows.Where(f => f.Key.Tenant == tenant).Select(f => f.Value).OrderBy(f => f.Flow, StringComparer.Ordinal)]);
    }

    public Task<FlowDeployment?> FindFlowAsync(string tenant, string flow, CancellationToken cancel) =>
        Task.FromResult(_flows.GetValueOrDefault((Require(tenant), flow)));

    /// <summary>What tests of channels give.</summary>
    public ProbeReport? Probed { get; set; }

    public Task<ProbeReport?> ProbeAsync(string tenant, string flow, string? channel, CancellationToken cancel)
    {
        var found = _flows.ContainsKey((Require(tenant), flow)) ? Probed : null;
        return Task.FromResult(found is null ? null : found with { Channels = [.. found.Channels.Where(c => channel is null || c.Name == channel)] });
    }

    public Task AssignAsync(string tenant, string? pool, string by, CancellationToken cancel) =>
        throw new NotSupportedException("The API has no way to assign a tenant yet.");

    private FlowDeployment Started(DeployFlow command, FlowDeployment? before)
    {
        var version = (before?.Version ?? 0) + 1;
        var broken = Broken.GetValueOrDefault(command.Flow);
        return new FlowDeployment
        {
            Tenant = command.Tenant,
            Flow = command.Flow,
            Version = version,
            Artifact = command.Artifact,
            File = command.File,
            Parameters = command.Parameters,
            DeployedAt = DateTimeOffset.UnixEpoch,
            DeployedBy = command.By,
            Status = broken is not null ? FlowStatus.Error : Slow.ContainsKey(command.Flow) ? FlowStatus.Starting : FlowStatus.Started,
            Reason = broken?.Message,
            Diagnostics = broken is null ? [] : [broken],
            RunningVersion = broken is null ? version : before?.RunningVersion,
            Endpoints = [$"/t/{command.Tenant}/http/{command.Flow}"],
            Channels = [new ChannelStatus("sftp:sftp.example.com/out", ChannelState.Failed, DateTimeOffset.UnixEpoch, "IA3804: refused", DateTimeOffset.UnixEpoch.AddMinutes(15))],
        };
    }

    private string Require(string tenant) => _tenants.ContainsKey(tenant) ? tenant : throw new UnknownTenantException(tenant);
}
