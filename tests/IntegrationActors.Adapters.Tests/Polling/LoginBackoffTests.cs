using IntegrationActors.Adapters.Polling;
using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Adapters.Tests.Polling;

public sealed class LoginBackoffTests
{
    private static readonly FaultException Refused = new("IA9001", "refused");

    [Fact]
    public void Refused_logins_are_repeated_ever_more_rarely()
    {
        var backoff = new LoginBackoff(TimeSpan.FromSeconds(10), "IA9001");

        var pauses = Enumerable.Range(0, 12).Select(_ => backoff.PauseAfter(Refused)!.Value.TotalMinutes).ToArray();

        Assert.Equal([10 / 60.0, 10 / 60.0, 15, 30, 60, 120, 240, 480, 960, 1440, 1440, 1440], pauses);
    }

    [Fact]
    public void Five_polls_are_waited_for_when_they_are_longer() => Assert.Equal(TimeSpan.FromHours(5), Third(TimeSpan.FromHours(1)));

    [Fact]
    public void Another_failure_begins_anew()
    {
        var backoff = new LoginBackoff(TimeSpan.FromSeconds(10), "IA9001");
        backoff.PauseAfter(Refused);
        backoff.PauseAfter(Refused);

        Assert.Null(backoff.PauseAfter(new FaultException("IA9002", "down")));
        Assert.Equal(TimeSpan.FromSeconds(10), backoff.PauseAfter(Refused));
    }

    [Fact]
    public void Refusals_of_several_kinds_are_of_one_row()
    {
        var backoff = new LoginBackoff(TimeSpan.FromSeconds(10), "IA9001", "IA9003");
        backoff.PauseAfter(Refused);
        backoff.PauseAfter(new FaultException("IA9003", "refused by another"));

        Assert.Equal(TimeSpan.FromMinutes(15), backoff.PauseAfter(Refused));
    }

    private static TimeSpan? Third(TimeSpan interval)
    {
        var backoff = new LoginBackoff(interval, "IA9001");
        backoff.PauseAfter(Refused);
        backoff.PauseAfter(Refused);
        return backoff.PauseAfter(Refused);
    }
}
