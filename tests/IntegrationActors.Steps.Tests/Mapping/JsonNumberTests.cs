using System.Globalization;
using System.Text;
using IntegrationActors.Steps.Mapping;

namespace IntegrationActors.Steps.Tests.Mapping;

public sealed class JsonNumberTests
{
    [Theory]
    [InlineData("0", true)]
    [InlineData("0.00", true)]
    [InlineData("7", true)]
    [InlineData("10", true)]
    [InlineData("422.60", true)]
    [InlineData("0.5", true)]
    [InlineData("0.05", true)]
    [InlineData("12.0", true)]
    [InlineData("0.00000000000000001", true)]
    [InlineData("4294967295", true)]
    [InlineData("4294967296.5", true)]
    [InlineData("999999999999999999", true)]
    [InlineData("9.99999999999999999", true)]
    [InlineData("1000000000000000000", false)]
    [InlineData("0.000000000000000001", false)]
    [InlineData("9223372036854775808", false)]
    [InlineData("79228162514264337593543950335", false)]
    [InlineData("-1", false)]
    [InlineData("-0.5", false)]
    public void It_writes_what_the_library_writes_or_leaves_it_to_the_library(string text, bool isSimple)
    {
        var number = decimal.Parse(text, CultureInfo.InvariantCulture);
        Span<byte> utf8 = stackalloc byte[JsonNumber.MaxLength];

        Assert.Equal(isSimple, JsonNumber.TryFormat(number, utf8, out var written));
        Assert.Equal(isSimple ? number.ToString(CultureInfo.InvariantCulture) : "", Encoding.UTF8.GetString(utf8[..written]));
    }
}
