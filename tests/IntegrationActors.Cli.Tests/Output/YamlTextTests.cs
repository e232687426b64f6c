using System.Text.Json.Nodes;
using IntegrationActors.Cli.Output;

namespace IntegrationActors.Cli.Tests.Output;

public sealed class YamlTextTests
{
    [Theory]
    [InlineData("""{"a":1,"b":"text"}""", "a: 1\nb: text\n")]
    [InlineData("""{"a":[{"b":1,"c":[1,2]},{"b":2}]}""", "a:\n  - b: 1\n    c:\n      - 1\n      - 2\n  - b: 2\n")]
    [InlineData("""{"a":{},"b":[],"c":null}""", "a: {}\nb: []\nc: null\n")]
    [InlineData("""{"a":"true","b":"1.5","c":"x: y","d":"","e":" x","f":"a\nb","g":"2026-11-23"}""", "a: \"true\"\nb: \"1.5\"\nc: \"x: y\"\nd: \"\"\ne: \" x\"\nf: \"a\\nb\"\ng: \"2026-11-23\"\n")]
    [InlineData("""{"no":{"a":"no"}}""", "\"no\":\n  a: \"no\"\n")]
    [InlineData("""[["a"],"b"]""", "- - a\n- b\n")]
    public void Writes_json_as_yaml(string json, string yaml)
    {
        var target = new StringWriter { NewLine = "\n" };

        YamlText.Write(target, JsonNode.Parse(json));

        Assert.Equal(yaml, target.ToString());
    }
}
