using IntegrationActors.Core.Options;

namespace IntegrationActors.Core.Tests.Options;

public sealed class DurationTests
{
    [Theory]
    [InlineData("500ms", 500)]
    [InlineData("30s", 30_000)]
    [InlineData("1m30s", 90_000)]
    [InlineData("2d", 172_800_000)]
    [InlineData("0s", 0)]
    public void Reads_what_users_write(string text, long milliseconds)
    {
        Assert.True(Duration.TryParse(text, out var duration));
        Assert.Equal(milliseconds, (long)duration.TotalMilliseconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("30")]
    [InlineData("s")]
    [InlineData("-1s")]
    [InlineData("1.5s")]
    [InlineData("1w")]
    [InlineData("99999999999999999999d")]
    public void Refuses_the_rest(string text) => Assert.False(Duration.TryParse(text, out _));

    [Theory]
    [InlineData("90s")]
    [InlineData("2h")]
    [InlineData("250ms")]
    public void Formats_in_the_largest_unit_that_fits(string text)
    {
        Assert.True(Duration.TryParse(text, out var duration));
        Assert.Equal(text, Duration.Format(duration));
    }
}
