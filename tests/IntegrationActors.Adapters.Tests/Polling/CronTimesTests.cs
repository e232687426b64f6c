using System.Globalization;
using IntegrationActors.Adapters.Polling;

namespace IntegrationActors.Adapters.Tests.Polling;

public sealed class CronTimesTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData("0 0 6 ? * 2 *", "2026-03-09T06:00:00Z", "Monday is 2")]
    [InlineData("0 0 6 ? * MON-FRI *", "2026-03-03T06:00:00Z", "names are the same everywhere")]
    [InlineData("0 0 6 ? * 1,7 *", "2026-03-07T06:00:00Z", "Saturday is 7")]
    [InlineData("0 0 6 ? * 6#2 *", "2026-03-13T06:00:00Z", "the second Friday")]
    [InlineData("0 0 6 ? * 6L *", "2026-03-27T06:00:00Z", "the last Friday")]
    [InlineData("0 0 6 ? * L *", "2026-03-07T06:00:00Z", "the last day of the week")]
    [InlineData("0 0 22 L * ? *", "2026-03-31T22:00:00Z", "the last day of the month")]
    [InlineData("15 0/10 * * * ? *", "2026-03-02T12:00:15Z", "every ten minutes")]
    [InlineData("0 0 0 1 1 ? 2030", "2030-01-01T00:00:00Z", "one year")]
    [InlineData("0 0 0 1 1 ? 2027/2", "2027-01-01T00:00:00Z", "every second year")]
    [InlineData("0 0 0 29 2 ? 2026-2029", "2028-02-29T00:00:00Z", "a range of years")]
    public void Seven_fields_are_those_of_Quartz(string cron, string next, string why)
    {
        Assert.True(At(next) == CronTimes.Parse(cron, TimeZoneInfo.Utc).After(At("2026-03-02T12:00:00Z")), why);
    }

    [Fact]
    public void There_is_no_time_when_all_years_are_over()
    {
        Assert.Null(CronTimes.Parse("0 0 0 1 1 ? 2020-2025", TimeZoneInfo.Utc).After(At("2026-03-02T12:00:00Z")));
    }

    [Theory]
    [InlineData("0 0 6 ? * 8 *")]
    [InlineData("0 0 6 ? * 0 *")]
    [InlineData("0 0 6 1 1 ? 1969")]
    [InlineData("0 0 6 1 1 ? 2030-2029")]
    [InlineData("0 0 6 1 1 ? never")]
    [InlineData("0 0 6 1 1 ? 2026 2027")]
    [InlineData("soon")]
    public void What_is_no_expression_has_a_problem(string cron) => Assert.Contains("no cron expression", CronTimes.ProblemOf(cron));

    [Theory]
    [InlineData("30 2 * * *", "2026-03-29T00:00:00Z", "2026-03-29T01:00:00Z", "left out by the clock: right after the gap")]
    [InlineData("30 2 * * *", "2026-10-24T22:00:00Z", "2026-10-25T00:30:00Z", "there twice: the first one")]
    [InlineData("30 2 * * *", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z", "and not the second one")]
    [InlineData("*/30 * * * *", "2026-10-25T00:30:00Z", "2026-10-25T01:00:00Z", "repetitions go on through both hours")]
    public void Summer_time_begins_and_ends(string cron, string after, string next, string why)
    {
        Assert.True(At(next) == CronTimes.Parse(cron, Berlin).After(At(after)), why);
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
