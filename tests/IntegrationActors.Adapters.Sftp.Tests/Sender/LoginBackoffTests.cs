using IntegrationActors.Adapters.Sftp.Sender;
using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Adapters.Sftp.Tests.Sender;

public sealed class LoginBackoffTests
{
    private static readonly FaultException Refused = new(SftpFaults.LoginRefused, "refused");

    [Fact]
    public void Refused_logins_are_repeated_ever_more_rarely()
    {
        var backoff = new LoginBackoff(TimeSpan.FromSeconds(10));

        var pauses = Enumerable.Range(0, 12).Select(_ => backoff.PauseAfter(Refused)!.Value.TotalMinutes).ToArray();

        Assert.Equal([10 / 60.0, 10 / 60.0, 15, 30, 60, 120, 240, 480, 960, 1440, 1440, 1440], pauses);
    }

    [Fact]
    public void Five_polls_are_waited_for_when_they_are_longer() => Assert.Equal(TimeSpan.FromHours(5), Third(TimeSpan.FromHours(1)));

    [Fact]
    public void Another_failure_begins_anew()
    {
        var backoff = new LoginBackoff(TimeSpan.FromSeconds(10));
        backoff.PauseAfter(Refused);
        backoff.PauseAfter(Refused);

        Assert.Null(backoff.PauseAfter(new FaultException(SftpFaults.Unreachable, "down")));
        Assert.Equal(TimeSpan.FromSeconds(10), backoff.PauseAfter(Refused));
    }

    private static TimeSpan? Third(TimeSpan interval)
    {
        var backoff = new LoginBackoff(interval);
        backoff.PauseAfter(Refused);
        backoff.PauseAfter(Refused);
        return backoff.PauseAfter(Refused);
    }
}
