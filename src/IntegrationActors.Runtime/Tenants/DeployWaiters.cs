using Akka.Actor;

namespace IntegrationActors.Runtime.Tenants;

/// <summary>Those who deployed a version and wait for what becomes of it. Owned by the actor of the tenant, which gets <see cref="Timeout"/>.</summary>
internal sealed class DeployWaiters(TimeSpan patience)
{
    private readonly List<Waiter> _waiting = [];

    public void Add(string flow, int version, IActorRef asker, ITimerScheduler timers)
    {
        var waiter = new Waiter(flow, version, asker);
        _waiting.Add(waiter);
        timers.StartSingleTimer(waiter, new Timeout(waiter), patience);
    }

    public IReadOnlyList<Waiter> Take(Func<Waiter, bool> which, ITimerScheduler timers)
    {
        var taken = _waiting.Where(which).ToList();
        foreach (var waiter in taken)
        {
            timers.Cancel(waiter);
            _waiting.Remove(waiter);
        }

        return taken;
    }

    public sealed record Waiter(string Flow, int Version, IActorRef Asker)
    {
        public bool IsFor(string flow) => string.Equals(Flow, flow, StringComparison.Ordinal);
    }

    public sealed record Timeout(Waiter Waiter);
}
