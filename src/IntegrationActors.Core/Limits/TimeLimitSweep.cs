namespace IntegrationActors.Core.Limits;

/// <summary>
/// Looks for limits that are due: when the first one will be that the last look has seen, or that was set since, but not twice within <see cref="Period"/>. Work mostly ends long before its limit and the next
/// has a later one, so under a steady load it looks about once in the length of a limit, and never where there are none.
/// </summary>
internal static class TimeLimitSweep
{
    public static readonly TimeSpan Period = TimeSpan.FromMilliseconds(50);

    private const long Never = long.MaxValue;

    // A clock of .NET goes so far, and further.
    private static readonly long LongestWait = (long)TimeSpan.FromDays(1).TotalMilliseconds;
    private static readonly long ShortestWait = (long)Period.TotalMilliseconds;

    private static readonly Lock Gate = new();
    private static readonly HashSet<TimeLimit> Limits = [];
    private static readonly Timer Timer = CreateTimer();
    private static long s_next = Never;
    private static long s_last;

    /// <summary>Milliseconds on a clock that only goes forward.</summary>
    public static long Now => Environment.TickCount64;

    public static void Add(TimeLimit limit)
    {
        lock (Gate)
        {
            Limits.Add(limit);
        }
    }

    public static void Remove(TimeLimit limit)
    {
        lock (Gate)
        {
            Limits.Remove(limit);
        }
    }

    /// <summary>Call after a limit was set by an interlocked write: either this sees that the next look comes too late, or that look sees the limit.</summary>
    public static void LookBy(long due)
    {
        if (due < Volatile.Read(ref s_next))
        {
            LookSooner(due);
        }
    }

    private static void LookSooner(long due)
    {
        lock (Gate)
        {
            var next = Math.Max(due, s_last + ShortestWait);
            if (next < s_next)
            {
                LookAt(next, Now);
            }
        }
    }

    private static void Sweep()
    {
        lock (Gate)
        {
            // Whatever is set from here on asks for another look, and waits for the end of this one.
            Interlocked.Exchange(ref s_next, Never);
            var (now, first) = (Now, Never);
            foreach (var limit in Limits)
            {
                if (limit.Strike(now))
                {
                    // Callbacks of a cancellation are anybody's code.
                    ThreadPool.UnsafeQueueUserWorkItem(static struck => struck.Cancel(), limit, preferLocal: false);
                }
                else
                {
                    first = Math.Min(first, limit.Due);
                }
            }

            s_last = now;
            if (first != Never)
            {
                LookAt(Math.Max(first, now + ShortestWait), now);
            }
        }
    }

    private static void LookAt(long next, long now)
    {
        var wait = Math.Clamp(next - now, 0, LongestWait);
        Volatile.Write(ref s_next, now + wait);
        Timer.Change(wait, Timeout.Infinite);
    }

    private static Timer CreateTimer()
    {
        using (ExecutionContext.SuppressFlow())
        {
            return new Timer(static _ => Sweep(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }
}
