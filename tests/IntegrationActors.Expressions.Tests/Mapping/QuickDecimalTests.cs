using System.Globalization;
using System.Text;
using IntegrationActors.Expressions.Mapping;

namespace IntegrationActors.Expressions.Tests.Mapping;

public sealed class QuickDecimalTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("007")]
    [InlineData("5")]
    [InlineData("422.60")]
    [InlineData("0.000")]
    [InlineData("5.")]
    [InlineData(".5")]
    [InlineData("-3")]
    [InlineData(" 3 ")]
    [InlineData("1e3")]
    [InlineData("1.2.3")]
    [InlineData("1,2")]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("4294967296.5")]
    [InlineData("999999999999999999")]
    [InlineData("99999999999999999.9")]
    [InlineData("9999999999999999999")]
    [InlineData("79228162514264337593543950335")]
    [InlineData("79228162514264337593543950336")]
    [InlineData("x")]
    [InlineData("٣")]
    public void It_reads_what_the_library_reads(string text)
    {
        var isNumber = decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var expected);

        Assert.Equal(isNumber, QuickDecimal.TryParse(text, out var number));
        Assert.Equal(decimal.GetBits(expected), decimal.GetBits(number));
        Assert.Equal(isNumber, QuickDecimal.TryParse(Encoding.UTF8.GetBytes(text), out var ofBytes));
        Assert.Equal(decimal.GetBits(expected), decimal.GetBits(ofBytes));
    }
}
