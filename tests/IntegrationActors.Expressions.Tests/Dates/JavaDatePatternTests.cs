namespace IntegrationActors.Expressions.Tests.Dates;

public sealed class JavaDatePatternTests
{
    [Theory]
    [InlineData("yyyy-MM-dd", "2026-03-05")]
    [InlineData("yyyyMMddHHmmss", "20260305140709")]
    [InlineData("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", "2026-03-05T14:07:09.042Z")]
    [InlineData("yyyy-MM-dd'T'HH:mm:ssXXX", "2026-03-05T14:07:09Z")]
    [InlineData("dd/MM/yy h:mm a", "05/03/26 2:07 PM")]
    [InlineData("d.M.y", "5.3.2026")]
    [InlineData("EEE, d MMM yyyy HH:mm:ss Z", "Thu, 5 Mar 2026 14:07:09 +0000")]
    [InlineData("EEEE MMMM", "Thursday March")]
    [InlineData("EEEdd", "Thu05")]
    [InlineData("dEEEE", "5Thursday")]
    [InlineData("MMMLL", "Mar03")]
    [InlineData("D DDD u kk KK", "64 064 4 14 02")]
    [InlineData("yyyy G z", "2026 AD UTC")]
    [InlineData("'it''s' yyyy", "it's 2026")]
    [InlineData("''yyyy''", "'2026'")]
    [InlineData("H", "14")]
    [InlineData("yyyy\"\\%", "2026\"\\%")]
    public void Prints_what_java_prints(string pattern, string expected) =>
        Assert.Equal(expected, Exchanges.Compile($"${{date:now:{pattern}}}").Evaluate(Exchanges.With()));

    [Theory]
    [InlineData("now-2h", "2026-03-05 12:07:09")]
    [InlineData("now+30s", "2026-03-05 14:07:39")]
    [InlineData("now-1d+2h", "2026-03-04 16:07:09")]
    [InlineData("now-1h30m", "2026-03-05 12:37:09")]
    [InlineData("now+2w", "2026-03-19 14:07:09")]
    public void Shifts_the_time(string command, string expected) =>
        Assert.Equal(expected, Exchanges.Compile($"${{date:{command}:yyyy-MM-dd HH:mm:ss}}").Evaluate(Exchanges.With()));

    [Theory]
    [InlineData("UTC", "14:07 +0000 Z Z")]
    [InlineData("Europe/Berlin", "15:07 +0100 +01 +01:00")]
    [InlineData("GMT+05:30", "19:37 +0530 +05 +05:30")]
    [InlineData("GMT-3", "11:07 -0300 -03 -03:00")]
    public void Converts_to_a_zone(string zone, string expected) =>
        Assert.Equal(expected, Exchanges.Compile($"${{date-with-timezone:now:{zone}:HH:mm Z X XXX}}").Evaluate(Exchanges.With()));

    [Fact]
    public void Follows_daylight_saving()
    {
        var summer = Exchanges.With(time: new Microsoft.Extensions.Time.Testing.FakeTimeProvider(new DateTimeOffset(2026, 7, 1, 12, 0, 0, TimeSpan.Zero)));

        Assert.Equal("14:00+0200", Exchanges.Compile("${date-with-timezone:now:Europe/Berlin:HH:mmZ}").Evaluate(summer));
    }
}
