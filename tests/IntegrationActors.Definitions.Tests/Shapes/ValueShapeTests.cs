using IntegrationActors.Core.Options;
using IntegrationActors.Definitions.Tests.Support;

namespace IntegrationActors.Definitions.Tests.Shapes;

public sealed class ValueShapeTests
{
    private const string EveryType = """
          - sample:
              name: everything
              timeout: 1h30m
              text: 12
              flag: false
              parallel: 4
              count: -7
              ratio: 1.25e2
              amount: 19.99
              mode: verySafe
              pause: 500s
              size: 64KB
              address: https://example.org/a?b=c
              value: "${header.a}"
              when: { xpath: /a/b }
              rows: { b: x, a: { jsonpath: $.y } }
              steps: [ stop, note: hi ]
              credential: erp
              schema: schemas/a.json
              retry: { attempts: 3 }
              colours: [ red, green ]
              retries: [ { attempts: 1 }, { attempts: 2, name: y } ]
              weights: { a: 1, b: 2 }
              byName: { x: { attempts: 5 } }
        """;

    [Fact]
    public void Binds_an_option_of_every_type()
    {
        var options = Flows.Bind<SampleOptions>(EveryType);

        Assert.Equal("everything", options.Name);
        Assert.Equal(TimeSpan.FromMinutes(90), options.Timeout);
        Assert.Equal("12", options.Text);
        Assert.False(options.Flag);
        Assert.Equal(-7, options.Count);
        Assert.Equal(4, options.Parallel);
        Assert.Equal(125, options.Ratio);
        Assert.Equal(19.99m, options.Amount);
        Assert.Equal(SampleMode.VerySafe, options.Mode);
        Assert.Equal(TimeSpan.FromSeconds(500), options.Pause);
        Assert.Equal(new ByteSize(65_536), options.Size);
        Assert.Equal(new Uri("https://example.org/a?b=c"), options.Address);
        Assert.Equal("simple:${header.a}", options.Value!.Text);
        Assert.Equal("xpath:/a/b", options.When!.Text);
        Assert.Equal([("b", "simple:x"), ("a", "jsonpath:$.y")], options.Rows.Select(r => (r.Name, r.Value.Text)));
        Assert.Equal(["stop", "note"], options.Steps!.Steps.Select(s => s.Kind));
        Assert.Equal("erp", options.Credential!.Name);
        Assert.Equal("schemas/a.json", options.Schema!.Path);
        Assert.Equal(3, options.Retry!.Attempts);
        Assert.Equal(["red", "green"], options.Colours);
        Assert.Equal([("x", 1), ("y", 2)], options.Retries.Select(r => (r.Name, r.Attempts)));
        Assert.Equal(2, options.Weights["b"]);
        Assert.Equal(5, options.ByName["x"].Attempts);
    }

    [Fact]
    public void What_is_not_written_has_its_default()
    {
        Assert.Equal(new SampleOptions().ToString(), Flows.Bind<SampleOptions>("  - sample").ToString());
    }

    [Theory]
    [InlineData("flag: yes", "(5,19): error IA1003: 'flag' must be true or false, not 'yes'; write: flag: true")]
    [InlineData("parallel: 1.5", "(5,23): error IA1003: 'parallel' must be a whole number, not '1.5'; write: parallel: 1")]
    [InlineData("count: 99999999999999999999", "(5,20): error IA1003: 'count' must be a whole number, not '99999999999999999999'; write: count: 1")]
    [InlineData("ratio: NaN", "(5,20): error IA1003: 'ratio' must be a number, not 'NaN'; write: ratio: 1.5")]
    [InlineData("pause: 30", "(5,20): error IA1003: 'pause' must be a duration with its unit (ms, s, m, h, d), not '30'; write: pause: 30s")]
    [InlineData("pause: 2h", "(5,20): error IA1005: 'pause' must be from 1s to 1h, not 2h")]
    [InlineData("size: ten", "(5,19): error IA1003: 'size' must be a number of bytes, with KB, MB or GB, not 'ten'; write: size: 10MB")]
    [InlineData("size: 5", "(5,19): error IA1005: 'size' must be from 1KB to 1GB, not 5")]
    [InlineData("address: erp/orders", "(5,22): error IA1003: 'address' must be an absolute address, not 'erp/orders'; write: address: https://example.org/")]
    [InlineData("mode: verySave", "(5,19): error IA1003: 'mode' must be fast or verySafe, not 'verySave' (did you mean 'verySafe'?)")]
    [InlineData("parallel: 65", "(5,23): error IA1005: 'parallel' must be from 1 to 64, not 65")]
    [InlineData("parallel: [1]", "(5,23): error IA1002: 'parallel' takes a whole number, not a list; write: parallel: 1")]
    [InlineData("text: { a: b }", "(5,19): error IA1002: 'text' takes a text, not a map; write: text: text")]
    [InlineData("text: \"${header.a}\"", "(5,20): error IA1003: 'text' is fixed at deploy: '${header…' has no value here, only ${param.…} has")]
    [InlineData("colours: [red, blue]", "(5,28): error IA1005: 'colours' must be red or green, not 'blue'")]
    [InlineData("colours: [red, green, red]", "(5,22): error IA1005: 'colours' has 3 entries; at most 2 are allowed")]
    [InlineData("retry: 3", "(5,20): error IA1002: 'retry' takes a map of options, not a single value; write: retry: { attempts: 1 }")]
    [InlineData("retry: {}", "(5,13): error IA1004: 'retry' needs 'attempts'; write: attempts: 1")]
    [InlineData("retry: { attempts: 1, name: X1 }", "(5,41): error IA1005: 'name' must match [a-z]+, not 'X1'")]
    [InlineData("weights: [1]", "(5,22): error IA1002: 'weights' takes a map of names, not a list; write: weights: { name: 1 }")]
    [InlineData("weights: { a: x }", "(5,27): error IA1003: 'a' must be a whole number, not 'x'; write: a: 1")]
    [InlineData("rows: x", "(5,19): error IA1002: 'rows' takes a map from names to expressions, not a single value; write: rows: { name: \"${header.name}\" }")]
    [InlineData("value: [a]", "(5,20): error IA1002: 'value' takes a text or one of { simple: … }, { xpath: … }, { jsonpath: … }, { constant: … }, not a list; write: value: \"${header.name}\"")]
    [InlineData("value: { jsonpth: $.a }", "(5,22): error IA1002: unknown language 'jsonpth' (did you mean 'jsonpath'?); 'value' takes a text, or one of simple, xpath, jsonpath or constant")]
    [InlineData("value: { jsonpath: [a] }", "(5,32): error IA1002: 'jsonpath' takes a text, not a list; write: jsonpath: \"…\"")]
    [InlineData("schema: a.json", "(5,21): error IA1201: unknown file 'a.json': the bundle has none of that path; paths start at the root of the bundle")]
    [InlineData("text:", "(5,13): error IA1004: 'text' has no value; write: text: text")]
    [InlineData("colours: ~", "(5,13): error IA1004: 'colours' has no value; write: colours: [text]")]
    [InlineData("value:", "(5,13): error IA1004: 'value' has no value; write: value: \"${header.name}\"")]
    [InlineData("steps:", "(5,13): error IA1004: 'steps' has no value; write: steps: [{ log: \"text\" }]")]
    [InlineData("attempts: 3", "(5,13): error IA1001: unknown option 'attempts': it belongs under 'retry'")]
    [InlineData("note: hi", "(5,13): error IA1001: unknown option 'note': 'note' is a step; it stands in a list of steps, as - note:")]
    [InlineData("deliver: hi", "(5,13): error IA1001: unknown option 'deliver': 'deliver' is a step; it stands in a list of steps, as - deliver:")]
    [InlineData("flag: true, count: 1", "(5,25): error IA1009: 'count' and 'flag' exclude each other")]
    [InlineData("name: aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggggggggghhhhhhhhhhi", "(5,19): error IA1005: 'name' has 81 characters; at most 80 are allowed")]
    public void Says_what_is_wrong_with_a_value(string option, string expected)
    {
        var findings = Flows.FindingsOfSteps($"  - sample: {{ {option} }}", new FlowReadingContext { References = new FakeReferences("erp") });

        Assert.Equal(["orders.flow.yaml" + Shifted(expected)], findings);
    }

    // The table counts from the column of a step in block form; a step in a line begins two further.
    private static string Shifted(string expected)
    {
        var column = int.Parse(expected[3..expected.IndexOf(')')]);
        return $"(5,{column + 2}{expected[expected.IndexOf(')')..]}";
    }
}
