using System.Globalization;
using IntegrationActors.Adapters.Timers;

namespace IntegrationActors.Adapters.Tests.Timers;

public sealed class TimerScheduleTests
{
    [Theory]
    [InlineData("2026-03-02T12:00:03Z", "2026-03-02T12:15:00Z")]
    [InlineData("2026-03-02T12:15:00Z", "2026-03-02T12:30:00Z")]
    public void An_interval_gives_the_same_times_on_every_node(string after, string next)
    {
        var schedule = new TimerSchedule(new TimerOptions { Interval = TimeSpan.FromMinutes(15) });

        Assert.Equal(At(next), schedule.After(At(after)));
    }

    [Fact]
    public void Days_stand_on_the_clock_of_their_zone_and_come_in_order()
    {
        var schedule = new TimerSchedule(new TimerOptions { At = ["2026-12-31T18:00", "2026-06-30T18:00:30"], TimeZone = "Europe/Berlin" });

        Assert.Equal(At("2026-06-30T16:00:30Z"), schedule.After(At("2026-01-01T00:00:00Z")));
        Assert.Equal(At("2026-12-31T17:00:00Z"), schedule.After(At("2026-06-30T16:00:30Z")));
        Assert.Null(schedule.After(At("2026-12-31T17:00:00Z")));
    }

    [Theory]
    [InlineData("2026-03-29T02:30", "2026-03-29T01:00:00Z")]
    [InlineData("2026-10-25T02:30", "2026-10-25T00:30:00Z")]
    public void A_time_that_the_clock_leaves_out_comes_after_the_gap_and_one_that_is_there_twice_comes_first(string written, string meant)
    {
        var schedule = new TimerSchedule(new TimerOptions { At = [written], TimeZone = "Europe/Berlin" });

        Assert.Equal(At(meant), schedule.After(At("2026-01-01T00:00:00Z")));
    }

    [Fact]
    public void Nothing_comes_outside_of_the_bounds()
    {
        var schedule = new TimerSchedule(new TimerOptions { Interval = TimeSpan.FromHours(1), NotBefore = "2026-05-01T06:00", NotAfter = "2026-05-01T07:30" });

        Assert.Equal(At("2026-05-01T06:00:00Z"), schedule.After(At("2026-01-01T00:00:00Z")));
        Assert.Equal(At("2026-05-01T07:00:00Z"), schedule.After(At("2026-05-01T06:00:00Z")));
        Assert.Null(schedule.After(At("2026-05-01T07:00:00Z")));
    }

    [Fact]
    public void Of_times_that_were_missed_the_last_one_counts()
    {
        var schedule = new TimerSchedule(new TimerOptions { Interval = TimeSpan.FromMinutes(1) });

        var latest = schedule.Latest(At("2026-03-02T12:00:00Z"), At("2026-03-02T12:03:30Z"), out var missed);

        Assert.Equal((At("2026-03-02T12:03:00Z"), 3), (latest, missed));
    }

    [Fact]
    public void A_machine_that_slept_for_a_year_does_not_count_the_seconds()
    {
        var schedule = new TimerSchedule(new TimerOptions { Interval = TimeSpan.FromMilliseconds(100) });

        var latest = schedule.Latest(At("2025-03-02T12:00:00Z"), At("2026-03-02T12:00:00Z"), out _);

        Assert.Equal(At("2026-03-02T12:00:00Z"), latest);
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
