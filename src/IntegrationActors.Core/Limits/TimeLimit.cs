namespace IntegrationActors.Core.Limits;

/// <summary>
/// A token that ends after a time, for work that mostly ends long before: setting and dropping the limit is one interlocked write, where a timer would take the lock that
/// all timers share. One sweep looks after all limits, so a token may end up to <see cref="Resolution"/> late. Reused; one owner at a time.
/// </summary>
public sealed class TimeLimit : IDisposable
{
    // Values of _due that are no time.
    private const long Off = long.MaxValue;
    private const long Struck = long.MinValue;

    private readonly CancellationTokenSource _source = new();
    private readonly TimeLimits _home;
    private readonly CancellationTokenRegistration _onCut;
    private CancellationTokenRegistration _onFirst;
    private CancellationTokenRegistration _onSecond;
    private CancellationToken _first;
    private CancellationToken _second;
    private long _length;

    // Changed by the owner, and by the sweep from a time to Struck.
    private long _due = Off;

    internal TimeLimit(TimeLimits home)
    {
        _home = home;
        _onCut = Link(home.Cut);
        TimeLimitSweep.Add(this);
    }

    /// <summary>How late a limit may strike.</summary>
    public static TimeSpan Resolution => TimeLimitSweep.Period;

    /// <summary>Ends with the time, or with one of the tokens that were given.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>One of the given tokens has ended, or all work of the owner was cut off.</summary>
    public bool IsCancelled => _home.Cut.IsCancellationRequested || _first.IsCancellationRequested || _second.IsCancellationRequested;

    /// <summary>The time is over, and nothing else ended the work.</summary>
    public bool IsTimedOut => Volatile.Read(ref _due) == Struck && !IsCancelled;

    /// <summary>Starts a limit. Dispose of it when the work is done, and use neither it nor its token afterwards.</summary>
    /// <param name="length">How long the work may take.</param>
    /// <param name="first">Ends the work earlier.</param>
    /// <param name="second">Ends the work earlier.</param>
    public static TimeLimit Start(TimeSpan length, CancellationToken first, CancellationToken second = default) => TimeLimits.Shared.Start(length, first, second);

    /// <summary>The whole time begins again.</summary>
    public void Restart()
    {
        var due = TimeLimitSweep.Now + _length;
        Move(due);
        TimeLimitSweep.LookBy(due);
    }

    /// <summary>The time does not run until <see cref="Restart"/>.</summary>
    public void Pause() => Move(Off);

    /// <summary>Ends the limit. One that has struck is not used again: its cancellation may still be on the way.</summary>
    public void Dispose()
    {
        _onFirst.Dispose();
        _onSecond.Dispose();
        if (Interlocked.Exchange(ref _due, Off) != Struck && _source.TryReset())
        {
            _home.Keep(this);
        }
        else
        {
            Drop();
        }
    }

    /// <summary>Begins a use.</summary>
    internal void Begin(TimeSpan length, CancellationToken first, CancellationToken second)
    {
        _length = (long)length.TotalMilliseconds;
        (_first, _second) = (first, second);
        (_onFirst, _onSecond) = (Link(first), Link(second));
        Restart();
    }

    /// <summary>It will not be used again.</summary>
    internal void Drop()
    {
        _onCut.Dispose();
        TimeLimitSweep.Remove(this);
    }

    /// <summary>When it strikes, on the clock of the sweep; the highest number: not at all, or no more.</summary>
    internal long Due => Volatile.Read(ref _due) is not Struck and var due ? due : Off;

    /// <summary>Marks the limit as struck when it is due.</summary>
    /// <returns>True when it now has to be cancelled.</returns>
    internal bool Strike(long now)
    {
        var due = Volatile.Read(ref _due);
        return due != Struck && due <= now && Interlocked.CompareExchange(ref _due, Struck, due) == due;
    }

    internal void Cancel() => _source.Cancel();

    private CancellationTokenRegistration Link(CancellationToken other) => other.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _source);

    // Fails only against the sweep, and then the limit has struck.
    private void Move(long due)
    {
        var before = Volatile.Read(ref _due);
        if (before != Struck)
        {
            Interlocked.CompareExchange(ref _due, due, before);
        }
    }
}
