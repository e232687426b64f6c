using System.Net;

namespace IntegrationActors.Adapters.Https.Sender.Authentication;

/// <summary>
/// Counts failed attempts to sign in per tenant, client and network address within a minute. Bounded: when strangers fill it with invented names it forgets, because
/// it slows guessing down and is not what makes secrets safe.
/// </summary>
internal sealed class FailureLimiter(TimeProvider time)
{
    /// <summary>Failures within a minute after which further attempts are not looked at.</summary>
    public const int Allowed = 20;

    private const int MaxEntries = 10_000;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Dictionary<Attempt, Failures> _failures = [];
    private readonly Lock _gate = new();
    private volatile bool _any;

    public bool IsBlocked(in Attempt attempt)
    {
        if (!_any)
        {
            return false;
        }

        lock (_gate)
        {
            return _failures.TryGetValue(attempt, out var failures) && failures.Count >= Allowed && !IsOver(failures);
        }
    }

    public void Count(in Attempt attempt)
    {
        lock (_gate)
        {
            if (_failures.Count >= MaxEntries)
            {
                Forget();
            }

            _failures[attempt] = _failures.TryGetValue(attempt, out var failures) && !IsOver(failures)
                ? failures with { Count = failures.Count + 1 }
                : new Failures(time.GetTimestamp(), 1);
            _any = true;
        }
    }

    private void Forget()
    {
        foreach (var (attempt, failures) in _failures)
        {
            if (IsOver(failures))
            {
                _failures.Remove(attempt);
            }
        }

        if (_failures.Count >= MaxEntries)
        {
            _failures.Clear();
        }
    }

    private bool IsOver(in Failures failures) => time.GetElapsedTime(failures.Since) >= Window;

    public readonly record struct Attempt(string Tenant, string Client, IPAddress? Address);

    private readonly record struct Failures(long Since, int Count);
}
