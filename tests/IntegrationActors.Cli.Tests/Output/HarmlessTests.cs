using IntegrationActors.Cli.Output;

namespace IntegrationActors.Cli.Tests.Output;

public sealed class HarmlessTests
{
    [Theory]
    [InlineData("Grüße, 注文 🙂", "Grüße, 注文 🙂")]
    [InlineData("a\tb\nc", "a\tb\nc")]
    [InlineData("\u001b[2J", "\\u001b[2J")]
    [InlineData("\u009b31m\u007f", "\\u009b31m\\u007f")]
    [InlineData("txt.\u202eexe", "txt.\\u202eexe")]
    public void Control_characters_are_shown_and_not_obeyed(string text, string shown)
    {
        var target = new StringWriter();
        var writer = new HarmlessWriter(target);

        writer.Write(text);
        writer.Write(text.AsSpan());
        writer.Write(text.ToCharArray(), 0, text.Length);

        Assert.Equal(shown + shown + shown, target.ToString());
    }

    [Fact]
    public void A_line_stays_one_line() => Assert.Equal("a b c\\u0007", Harmless.Line("a\r\nb\tc\u0007"));
}
