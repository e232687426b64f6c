namespace IntegrationActors.Core.Limits;

/// <summary>Looks periodically for limits that are due, as long as any is running.</summary>
internal static class TimeLimitSweep
{
    // Starting and stopping for every message of a quiet flow would cost more than it saves.
    private const int IdleRoundsBeforeStop = 40;

    public static readonly TimeSpan Period = TimeSpan.FromMilliseconds(50);

    private static readonly Lock Gate = new();
    private static readonly HashSet<TimeLimit> Limits = [];
    private static readonly Timer Timer = CreateTimer();
    private static int s_idleRounds;
    private static bool s_isRunning;

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

    /// <summary>Call after a limit was set by an interlocked write: either this sees that the sweep has stopped, or the sweep sees the limit.</summary>
    public static void EnsureRunning()
    {
        if (!Volatile.Read(ref s_isRunning))
        {
            Start();
        }
    }

    private static void Start()
    {
        lock (Gate)
        {
            if (!s_isRunning)
            {
                s_isRunning = true;
                s_idleRounds = 0;
                Timer.Change(Period, Period);
            }
        }
    }

    private static void Sweep()
    {
        var now = Now;
        lock (Gate)
        {
            var isIdle = true;
            foreach (var limit in Limits)
            {
                isIdle &= !limit.IsRunning;
                if (limit.Strike(now))
                {
                    // Callbacks of a cancellation are anybody's code.
                    ThreadPool.UnsafeQueueUserWorkItem(static struck => struck.Cancel(), limit, preferLocal: false);
                }
            }

            s_idleRounds = isIdle ? s_idleRounds + 1 : 0;
            if (s_idleRounds >= IdleRoundsBeforeStop)
            {
                StopUnlessNeeded();
            }
        }
    }

    private static void StopUnlessNeeded()
    {
        Volatile.Write(ref s_isRunning, false);
        Interlocked.MemoryBarrier();
        if (Limits.Any(limit => limit.IsRunning))
        {
            s_isRunning = true;
            s_idleRounds = 0;
        }
        else
        {
            Timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    private static Timer CreateTimer()
    {
        using (ExecutionContext.SuppressFlow())
        {
            return new Timer(static _ => Sweep(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }
}
