using IntegrationActors.Adapters.Retries;

namespace IntegrationActors.Adapters.Tests.Retries;

public sealed class SendRetryOptionsTests
{
    [Fact]
    public void Pauses_double_up_to_a_minute()
    {
        var options = new SendRetryOptions { Attempts = 10, Interval = TimeSpan.FromSeconds(1) };

        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60, 60], Enumerable.Range(1, 9).Select(attempt => options.PauseAfter(attempt).TotalSeconds));
    }

    [Fact]
    public void Without_an_interval_there_is_no_pause() => Assert.Equal(TimeSpan.Zero, new SendRetryOptions { Interval = TimeSpan.Zero }.PauseAfter(10));
}
