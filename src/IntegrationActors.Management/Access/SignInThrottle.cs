using System.Collections.Concurrent;

namespace IntegrationActors.Management.Access;

/// <summary>Counts failed sign-ins per address and refuses further ones for a while: five in a minute. Memory is bounded whatever the number of addresses.</summary>
internal sealed class SignInThrottle(TimeProvider time)
{
    private const int Limit = 5;
    private const int MaxAddresses = 10_000;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Failures> _failures = new(StringComparer.Ordinal);

    /// <summary>How long the address must wait; null when it may try.</summary>
    public TimeSpan? WaitOf(string address) =>
        _failures.TryGetValue(address, out var failures) && failures.Count >= Limit && failures.Until - time.GetUtcNow() is var wait && wait > TimeSpan.Zero
            ? wait
            : null;

    public void Failed(string address)
    {
        var now = time.GetUtcNow();
        if (_failures.Count >= MaxAddresses)
        {
            Forget(now);
        }

        _failures.AddOrUpdate(
            address,
            _ => new Failures(1, now + Window),
            (_, known) => known.Until <= now ? new Failures(1, now + Window) : known with { Count = known.Count + 1 });
    }

    public void Succeeded(string address) => _failures.TryRemove(address, out _);

    // What has run out goes; when that is not enough, a flood is going on and starting anew costs it no more than the password hash does.
    private void Forget(DateTimeOffset now)
    {
        foreach (var old in _failures.Where(f => f.Value.Until <= now))
        {
            _failures.TryRemove(old);
        }

        if (_failures.Count >= MaxAddresses)
        {
            _failures.Clear();
        }
    }

    private sealed record Failures(int Count, DateTimeOffset Until);
}
