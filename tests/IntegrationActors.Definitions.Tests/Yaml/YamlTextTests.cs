using FsCheck.Xunit;
using IntegrationActors.Definitions.Binding;
using IntegrationActors.Definitions.Yaml;

namespace IntegrationActors.Definitions.Tests.Yaml;

public sealed class YamlTextTests
{
    [Property(MaxTest = 500)]
    public bool Reads_back_what_it_writes(string? text)
    {
        var value = string.Concat((text ?? "").Where(c => !char.IsSurrogate(c)));
        var root = YamlReader.Read(new FlowSource("x", $"a: {YamlText.Write(value)}\n"), new Findings());

        return root is YamlMap { Entries: [{ Value: YamlScalar { IsNull: false } scalar }] } && scalar.Text == value;
    }

    [Theory]
    [InlineData("/orders", "/orders")]
    [InlineData("10MB", "10MB")]
    [InlineData("${param.x}", "\"${param.x}\"")]
    [InlineData(":", "\":\"")]
    [InlineData("null", "\"null\"")]
    [InlineData("", "\"\"")]
    public void Quotes_only_what_needs_quotes(string text, string expected)
    {
        Assert.Equal(expected, YamlText.Write(text));
    }
}
