using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Adapters.Polling;

/// <summary>
/// Keeps a channel whose login is refused from being locked out: after three refusals in a row the next try comes after five polls, at least 15 minutes; after each further one the pause doubles, up to
/// a day. Any other failure ends the row, and so does a new start of the flow.
/// </summary>
/// <param name="interval">Time between two polls.</param>
/// <param name="refused">Codes of the faults that stand for a refused login.</param>
public sealed class LoginBackoff(TimeSpan interval, params string[] refused)
{
    private const int Tolerated = 3;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan LongestPause = TimeSpan.FromDays(1);

    private int _refusals;

    /// <summary>How long to wait after a failure; null: as after others.</summary>
    public TimeSpan? PauseAfter(Exception failure)
    {
        if (!refused.Contains((failure as FaultException)?.Fault.Code))
        {
            _refusals = 0;
            return null;
        }

        _refusals++;
        if (_refusals < Tolerated)
        {
            return interval < LongestPause ? interval : LongestPause;
        }

        var first = interval * 5 > FirstPause ? interval * 5 : FirstPause;
        var pause = first * Math.Pow(2, Math.Min(_refusals - Tolerated, 16));
        return pause < LongestPause ? pause : LongestPause;
    }

    /// <summary>The login was accepted.</summary>
    public void Reset() => _refusals = 0;
}
