namespace IntegrationActors.Storage.Queues;

/// <summary>
/// How many messages may wait at a consumer besides those that are processed: as many as it will begin while some fetches go by, at the pace at which it settled some just now. So a
/// quick consumer is never short of messages and takes many with one write, and a slow one keeps none from other nodes. Used under the lock of <see cref="Places"/>.
/// </summary>
internal sealed class QueuePace(TimeProvider time)
{
    private const int Most = 512;
    private const int Fetches = 4;

    private static readonly TimeSpan ShortestReach = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestReach = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMilliseconds(250);

    private readonly int? _always;
    private long _since = time.GetTimestamp();
    private TimeSpan _reach = ShortestReach;
    private int _settled;
    private int _ahead;

    private QueuePace(TimeProvider time, int always)
        : this(time) => _always = always;

    public int Ahead => _always ?? (_ahead > 0 && time.GetElapsedTime(_since) < LongestSilence ? _ahead : 0);

    /// <summary>Always so many.</summary>
    public static QueuePace Always(int ahead) => new(TimeProvider.System, ahead);

    /// <summary>A fetch took so long.</summary>
    public void Fetched(TimeSpan took)
    {
        var reach = ((_reach * 3) + (took * Fetches)) / 4;
        _reach = reach < ShortestReach ? ShortestReach : reach > LongestReach ? LongestReach : reach;
    }

    public void Settled()
    {
        _settled++;
        var elapsed = time.GetElapsedTime(_since);
        if (elapsed >= Window)
        {
            (_ahead, _settled) = ((int)Math.Min(Most, _settled * _reach / elapsed), 0);
            _since = time.GetTimestamp();
        }
    }
}
