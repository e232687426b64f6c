using IntegrationActors.Cli.Output;

namespace IntegrationActors.Cli.Tests.Output;

public sealed class MomentsTests
{
    [Theory]
    [InlineData(null, "-")]
    [InlineData(0.5, "500 µs")]
    [InlineData(2.5, "2.5 ms")]
    [InlineData(250.4, "250 ms")]
    [InlineData(12_300.0, "12.3 s")]
    [InlineData(900_000.0, "15.0 min")]
    public void Durations_have_the_unit_that_keeps_them_short(double? milliseconds, string text) => Assert.Equal(text, Moments.ShowDuration(milliseconds));

    [Fact]
    public void Times_are_utc() =>
        Assert.Equal("2026-11-23 10:00:00.000Z", Moments.Show(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.FromHours(2))));
}
