using IntegrationActors.Adapters.Polling;

namespace IntegrationActors.Adapters.Tests.Polling;

public sealed class PollScheduleTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void An_interval_counts_from_the_beginning_of_the_poll_before_and_never_lies_in_the_past()
    {
        var schedule = new PollSchedule(new PollOptions { Interval = TimeSpan.FromSeconds(10) });

        Assert.Equal(Noon, schedule.First(Noon));
        Assert.Equal(Noon.AddSeconds(10), schedule.Next(Noon, Noon.AddSeconds(3)));
        Assert.Equal(Noon.AddSeconds(25), schedule.Next(Noon, Noon.AddSeconds(25)));
    }

    [Theory]
    [InlineData("*/5 * * * *", "2026-03-02T12:05:00Z")]
    [InlineData("30 0 12 * * *", "2026-03-02T12:00:30Z")]
    public void Cron_has_five_fields_or_six(string cron, string next)
    {
        var schedule = new PollSchedule(new PollOptions { Cron = cron });

        Assert.Equal(DateTimeOffset.Parse(next, null), schedule.First(Noon));
    }

    [Fact]
    public void Cron_keeps_to_the_clock_of_its_time_zone()
    {
        var schedule = new PollSchedule(new PollOptions { Cron = "0 6 * * *", TimeZone = "Europe/Berlin" });

        // Summer time begins on 29 March.
        Assert.Equal(new DateTimeOffset(2026, 3, 3, 5, 0, 0, TimeSpan.Zero), schedule.First(Noon));
        Assert.Equal(new DateTimeOffset(2026, 3, 29, 4, 0, 0, TimeSpan.Zero), schedule.First(new DateTimeOffset(2026, 3, 28, 12, 0, 0, TimeSpan.Zero)));
    }

    [Theory]
    [InlineData("61 * * * *", "UTC")]
    [InlineData("* * * * *", "Europe/Nowhere")]
    public void A_wrong_expression_or_zone_is_a_finding(string cron, string zone)
    {
        var options = new PollOptions { Cron = cron, TimeZone = zone };

        Assert.NotEmpty(options.Validate(new System.ComponentModel.DataAnnotations.ValidationContext(options)));
    }
}
