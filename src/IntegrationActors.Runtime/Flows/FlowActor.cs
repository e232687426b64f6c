using Akka.Actor;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Engine.Inlets;
using IntegrationActors.Runtime.Cells;
using IntegrationActors.Runtime.Tenants;

namespace IntegrationActors.Runtime.Flows;

/// <summary>
/// Brings one flow to what is wanted of it, one version at a time: makes the new one ready on a worker, lets it take over, drains the old one. A version that can't
/// start leaves the one before it running. Messages never pass through this actor.
/// </summary>
internal sealed class FlowActor : ReceiveActor, IWithTimers, IDisposable
{
    private const string RetryTimer = "retry";

    private readonly string _tenant;
    private readonly string _flow;
    private readonly FlowNode _node;
    private readonly FlowLauncher _launcher;
    private readonly FlowLogLevel _level;
    private readonly CancellationTokenSource _stopped = new();
    private DesiredFlow? _desired;
    private RunningFlow? _running;
    private Task<object>? _launch;
    private CancellationTokenSource? _launchStop;
    private FlowVersion? _launching;
    private FlowFailure? _failure;
    private bool _isFallbackBroken;
    private int _failures;
    private int _draining;

    public FlowActor(string tenant, string flow, FlowNode node)
    {
        _tenant = tenant;
        _flow = flow;
        _node = node;
        _launcher = new FlowLauncher(node);
        _level = new FlowLogLevel(node.Time);
        Receive<FlowCommand.Run>(run => Run(run.Desired));
        Receive<FlowCommand.Stop>(_ => Stop());
        Receive<FlowCommand.Probe>(Probe);
        Receive<Launched>(OnLaunched);
        Receive<LaunchFailed>(OnLaunchFailed);
        Receive<Drained>(OnDrained);
        Receive<Retry>(_ =>
        {
            ForgetFailure();
            Advance();
        });
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public void Dispose()
    {
        _launchStop?.Dispose();
        _stopped.Dispose();
    }

    // The actor failed or its node stops: nothing of the flow may stay behind.
    protected override void PostStop()
    {
        _stopped.Cancel();
        _ = _running?.RetireAsync(_node.Options.DrainTimeout);
        _ = _launch?.ContinueWith(
            static (launch, state) => launch.Result is Launched { Flow: var flow } ? flow.RetireAsync(((FlowNode)state!).Options.DrainTimeout) : Task.CompletedTask,
            _node,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnRanToCompletion,
            TaskScheduler.Default);
    }

    private void Run(DesiredFlow desired)
    {
        if (_desired?.Current.Version != desired.Current.Version)
        {
            _failures = 0;
            ForgetFailure();
        }

        _desired = desired;
        CutUnwantedLaunch();
        _level.Set(desired.LogLevel.Level, desired.LogLevel.Until, desired.LogLevel.Afterwards);
        Advance();
    }

    private void Stop()
    {
        _desired = null;
        CutUnwantedLaunch();
        ForgetFailure();
        if (_running is { } running)
        {
            _running = null;
            Retire(running);
        }

        Advance();
    }

    private void Probe(FlowCommand.Probe probe) =>
        _ = new FlowProber(_launcher).ProbeAsync(new FlowIdentity(_tenant, _flow, 0), _desired?.Current, probe.Channel, _stopped.Token).PipeTo(Sender);

    /// <summary>The next thing to do, if nothing is under way.</summary>
    private void Advance()
    {
        if (_launching is null && Next() is { } version)
        {
            Launch(version);
        }

        Report();
    }

    private FlowVersion? Next()
    {
        if (_desired is not { Current: var current } || _running?.Version.Version == current.Version)
        {
            return null;
        }

        if (_failure is null)
        {
            return current;
        }

        var fallback = _desired.LastGood;
        return _running is null && !_isFallbackBroken && fallback?.Version != current.Version ? fallback : null;
    }

    private bool IsWanted(FlowVersion version) => version.Version == _desired?.Current.Version || version.Version == _desired?.LastGood?.Version;

    // What waits for a receiver or a disk in vain must not keep its successor from starting.
    private void CutUnwantedLaunch()
    {
        if (_launching is { } version && !IsWanted(version))
        {
            _launchStop!.Cancel();
        }
    }

    private void Launch(FlowVersion version)
    {
        var identity = new FlowIdentity(_tenant, _flow, version.Version);
        _launching = version;
        _launchStop = CancellationTokenSource.CreateLinkedTokenSource(_stopped.Token);
        var stopped = _launchStop.Token;
        _launch = Task.Run(() => LaunchAsync(identity, version, stopped));
        _ = _launch.PipeTo(Self);
    }

    private async Task<object> LaunchAsync(FlowIdentity identity, FlowVersion version, CancellationToken stopped)
    {
        var began = _node.Time.GetTimestamp();
        RunningFlow? flow = null;
        try
        {
            flow = await _launcher.PrepareAsync(identity, version, _level, stopped);
            await flow.StartAsync(stopped);
            return new Launched(flow, _node.Time.GetElapsedTime(began));
        }
        catch (Exception e)
        {
            _ = flow?.RetireAsync(_node.Options.DrainTimeout);
            return new LaunchFailed(version, FlowFailure.Of(e, hasCompiled: flow is not null), e);
        }
    }

    private void OnLaunched(Launched launched)
    {
        EndLaunch();
        _node.Telemetry.Started(launched.Flow.Identity, launched.Took);
        if (_desired is null)
        {
            Retire(launched.Flow);
        }
        else
        {
            var before = _running;
            _running = launched.Flow;
            if (before is not null)
            {
                Retire(before);
            }
        }

        Advance();
    }

    private void OnLaunchFailed(LaunchFailed failed)
    {
        EndLaunch();
        if (IsWanted(failed.Version))
        {
            _node.Telemetry.Failed(new FlowIdentity(_tenant, _flow, failed.Version.Version), failed.Failure, failed.Cause);
            Remember(failed);
        }

        Advance();
    }

    private void EndLaunch()
    {
        (_launch, _launching) = (null, null);
        _launchStop?.Dispose();
        _launchStop = null;
    }

    private void Remember(LaunchFailed failed)
    {
        if (failed.Version.Version == _desired!.Current.Version)
        {
            _failure = failed.Failure;
        }
        else if (failed.Version.Version == _desired.LastGood?.Version)
        {
            _isFallbackBroken = true;
        }

        if (!failed.Failure.IsPermanent)
        {
            var pause = _node.Options.RetryMin * Math.Pow(2, Math.Min(_failures++, 30));
            Timers.StartSingleTimer(RetryTimer, Retry.Instance, pause < _node.Options.RetryMax ? pause : _node.Options.RetryMax);
        }
    }

    private void ForgetFailure()
    {
        Timers.Cancel(RetryTimer);
        _failure = null;
        _isFallbackBroken = false;
    }

    private void Retire(RunningFlow flow)
    {
        _draining++;
        _ = flow.RetireAsync(_node.Options.DrainTimeout).PipeTo(
            Self,
            success: cut => new Drained(flow.Identity, cut, null),
            failure: e => new Drained(flow.Identity, 0, e));
    }

    private void OnDrained(Drained drained)
    {
        _draining--;
        _node.Telemetry.Drained(drained.Flow, drained.Cut, drained.Cause);
        Report();
    }

    private void Report()
    {
        if (_desired is null && _running is null && _launching is null && _draining == 0)
        {
            Context.Parent.Tell(new FlowReport.Gone(_flow));
            return;
        }

        Context.Parent.Tell(new FlowReport.Changed(Actual(), _running));
    }

    private ActualFlow Actual() => new()
    {
        Flow = _flow,
        Version = _desired?.Current.Version ?? 0,
        Status = Status(),
        Reason = _failure?.Reason,
        Diagnostics = _failure?.Diagnostics ?? [],
        RunningVersion = _running?.Version.Version,
        Endpoints = _running?.Endpoints ?? [],
    };

    // While the last good version is still on its way the flow isn't settled: who asked shall learn what runs.
    private FlowStatus Status() => this switch
    {
        { _desired: null } => FlowStatus.Stopping,
        { _failure: not null, _launching: null } => FlowStatus.Error,
        _ when _running is not null && _running.Version.Version == _desired.Current.Version => FlowStatus.Started,
        _ => FlowStatus.Starting,
    };

    private sealed record Launched(RunningFlow Flow, TimeSpan Took);

    private sealed record LaunchFailed(FlowVersion Version, FlowFailure Failure, Exception Cause);

    private sealed record Drained(FlowIdentity Flow, int Cut, Exception? Cause);

    private sealed record Retry
    {
        public static Retry Instance { get; } = new();
    }
}
