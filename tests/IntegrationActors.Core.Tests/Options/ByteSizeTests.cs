using IntegrationActors.Core.Options;

namespace IntegrationActors.Core.Tests.Options;

public sealed class ByteSizeTests
{
    [Theory]
    [InlineData("512", 512)]
    [InlineData("512B", 512)]
    [InlineData("64KB", 65_536)]
    [InlineData("10 mb", 10_485_760)]
    [InlineData("2GB", 2_147_483_648)]
    public void Reads_what_users_write(string text, long bytes)
    {
        Assert.True(ByteSize.TryParse(text, out var size));
        Assert.Equal(bytes, size.Bytes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("MB")]
    [InlineData("-1KB")]
    [InlineData("1TB")]
    [InlineData("9223372036854775807GB")]
    public void Refuses_the_rest(string text) => Assert.False(ByteSize.TryParse(text, out _));

    [Theory]
    [InlineData(10_485_760, "10MB")]
    [InlineData(1000, "1000")]
    [InlineData(2_147_483_648, "2GB")]
    public void Shows_the_largest_unit_that_fits(long bytes, string text) => Assert.Equal(text, new ByteSize(bytes).ToString());
}
