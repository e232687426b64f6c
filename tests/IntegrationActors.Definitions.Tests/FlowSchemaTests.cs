using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using IntegrationActors.Definitions.Tests.Real;
using IntegrationActors.Definitions.Tests.Support;

namespace IntegrationActors.Definitions.Tests;

public sealed class FlowSchemaTests
{
    private readonly JsonNode _schema = JsonNode.Parse(FlowSchema.Write(RealFlows.Catalogue, RealFlows.Compiler))!;

    [Fact]
    public void Is_a_schema_of_2020_12_in_which_every_reference_leads_somewhere()
    {
        Assert.Equal("https://json-schema.org/draft/2020-12/schema", _schema["$schema"]!.GetValue<string>());
        var references = Everything(_schema).OfType<JsonObject>().Select(o => o["$ref"]).OfType<JsonValue>().Select(v => v.GetValue<string>()).ToArray();
        Assert.NotEmpty(references);
        Assert.All(references, r => Assert.NotNull(_schema["$defs"]![r["#/$defs/".Length..]]));
    }

    [Fact]
    public void Knows_every_step_and_every_channel()
    {
        var steps = _schema["$defs"]!["steps"]!["items"]!["anyOf"]![0]!["properties"]!.AsObject().Select(p => p.Key);

        Assert.Equal(RealFlows.Catalogue.Steps.Select(s => s.Name), steps);
        Assert.NotNull(_schema["$defs"]!["CallOptions"]!["properties"]!["https"]);
        Assert.Equal(RealFlows.Catalogue.Receivers.Select(r => r.Name), _schema["$defs"]!["CallOptions"]!["anyOf"]!.AsArray().Select(one => one!["required"]![0]!.GetValue<string>()));
    }

    [Fact]
    public void Options_have_help_types_defaults_and_limits()
    {
        var flow = _schema["$defs"]!["FlowOptions"]!;
        var limits = _schema["$defs"]!["ConcurrencyLimits"]!["properties"]!["maxInFlight"]!;

        Assert.Equal(["flow", "steps"], flow["required"]!.AsArray().Select(r => r!.GetValue<string>()));
        Assert.Equal("10m", flow["properties"]!["timeout"]!["default"]!.GetValue<string>());
        Assert.Equal(256, limits["default"]!.GetValue<int>());
        Assert.Equal(100_000, limits["anyOf"]![0]!["maximum"]!.GetValue<int>());
        Assert.StartsWith("Most messages", limits["description"]!.GetValue<string>());
        Assert.False(flow["additionalProperties"]!.GetValue<bool>());
    }

    [Fact]
    public void A_parameter_may_stand_in_the_place_of_a_value_of_any_type()
    {
        var sample = JsonNode.Parse(FlowSchema.Write(Flows.Samples, new FakeCompiler()))!["$defs"]!["SampleOptions"]!["properties"]!;

        Assert.Equal("#/$defs/parameter", sample["flag"]!["anyOf"]![1]!["$ref"]!.GetValue<string>());
        Assert.Equal("#/$defs/parameter", sample["mode"]!["anyOf"]!.AsArray()[^1]!["$ref"]!.GetValue<string>());
        Assert.Matches(sample["pause"]!["pattern"]!.GetValue<string>(), "${param.pause}");
        Assert.Matches(sample["pause"]!["pattern"]!.GetValue<string>(), "1h30m");
        Assert.DoesNotMatch(sample["pause"]!["pattern"]!.GetValue<string>(), "30");
    }

    [Fact]
    public void Words_count_in_upper_and_lower_case_as_for_the_reader()
    {
        var mode = JsonNode.Parse(FlowSchema.Write(Flows.Samples, new FakeCompiler()))!["$defs"]!["SampleOptions"]!["properties"]!["mode"]!["anyOf"]!;

        Assert.Equal(["fast", "verySafe"], mode[0]!["enum"]!.AsArray().Select(n => n!.GetValue<string>()));
        Assert.Matches(new Regex(mode[1]!["pattern"]!.GetValue<string>()), "VERYSAFE");
        Assert.DoesNotMatch(new Regex(mode[1]!["pattern"]!.GetValue<string>()), "safe");
    }

    [Fact]
    public void A_short_form_is_allowed_where_the_record_has_one()
    {
        var log = _schema["$defs"]!["LogOptions"]!["anyOf"]!;

        Assert.Equal("object", log[0]!["type"]!.GetValue<string>());
        Assert.Equal("#/$defs/expression", log[1]!["$ref"]!.GetValue<string>());
    }

    private static IEnumerable<JsonNode> Everything(JsonNode node) => node switch
    {
        JsonObject map => map.SelectMany(p => p.Value is null ? [] : Everything(p.Value)).Prepend(node),
        JsonArray list => list.SelectMany(i => i is null ? [] : Everything(i)).Prepend(node),
        _ => [node],
    };
}
