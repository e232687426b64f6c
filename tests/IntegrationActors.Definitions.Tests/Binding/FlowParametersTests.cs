using IntegrationActors.Definitions.Tests.Support;

namespace IntegrationActors.Definitions.Tests.Binding;

public sealed class FlowParametersTests
{
    private const string Declared = """
        flow: x
        parameters:
          path: { default: /orders }
          pause: { default: 5s }
          url: { type: uri, description: Where it goes }
          retries: { type: int, required: false, default: 3 }
          note: { required: false }
        from: { web: { path: "${param.path}" } }
        steps:
          - sample: { pause: "${param.pause}", parallel: "${param.retries}", text: "[${param.note}]" }
          - deliver: { web: { url: "${param.url}/a" } }
        """;

    [Fact]
    public void Values_stand_in_for_parameters_in_options_of_any_type()
    {
        var flow = Read(("url", "https://erp"), ("pause", "7s")).Flow!;

        Assert.Equal("/orders", Assert.IsType<WebSenderOptions>(flow.From[0].Options).Path);
        var sample = Assert.IsType<SampleOptions>(flow.Steps.Steps[0].Options);
        Assert.Equal((TimeSpan.FromSeconds(7), 3, "[]"), (sample.Pause, sample.Parallel, sample.Text));
    }

    [Fact]
    public void Expressions_get_values_and_namespaces()
    {
        var compiler = new FakeCompiler();

        new FlowReader(Flows.Samples, compiler).Read(
            new FlowSource("a.flow.yaml", "namespaces: { o: \"urn:o\" }\n" + Declared),
            new FlowReadingContext { Parameters = new Dictionary<string, string> { ["url"] = "https://erp" } });

        var scope = Assert.Single(compiler.Scopes);
        Assert.Equal("https://erp", scope.Parameters["url"]);
        Assert.Equal("/orders", scope.Parameters["path"]);
        Assert.Equal("urn:o", scope.Namespaces["o"]);
    }

    [Fact]
    public void Without_a_deployment_no_value_is_missing()
    {
        Assert.Empty(Flows.Findings(Declared));
    }

    [Fact]
    public void An_option_whose_value_is_not_known_yet_is_not_checked()
    {
        Assert.Empty(Flows.Findings("flow: x\nparameters: { pause: {} }\nfrom: { timer: { every: \"${param.pause}\" } }\nsteps: []\n"));
    }

    [Fact]
    public void A_deployment_gives_a_value_for_every_required_parameter()
    {
        Assert.Equal(["orders.flow.yaml(5,3): error IA1205: parameter 'url' has no value: give one at deploy, or a default here"], Findings(("path", "/x")));
    }

    [Fact]
    public void A_given_value_has_the_type_of_its_parameter()
    {
        Assert.Equal(
            [
                "orders.flow.yaml(5,3): error IA1205: the value given for parameter 'url' must be an absolute address, not 'erp'",
                "orders.flow.yaml(6,3): error IA1205: the value given for parameter 'retries' must be a whole number, not 'many'",
            ],
            Findings(("url", "erp"), ("retries", "many")).Where(f => f.Contains("IA1205")));
    }

    [Fact]
    public void A_value_for_a_parameter_that_is_not_declared_suggests_the_nearest()
    {
        Assert.Equal(["orders.flow.yaml(1,1): error IA1205: a value is given for parameter 'ulr', which the flow does not declare (did you mean 'url'?)"], Findings(("url", "https://erp"), ("ulr", "x")));
    }

    [Fact]
    public void An_unknown_parameter_in_an_option_suggests_the_nearest()
    {
        var findings = Flows.Findings("flow: x\nparameters: { path: { default: /a } }\nfrom: { web: { path: \"${param.path}${param.pth}\" } }\nsteps: []\n");

        Assert.Equal(["orders.flow.yaml(3,36): error IA1204: unknown parameter 'pth' (did you mean 'path'?); declare it under parameters:"], findings);
    }

    [Fact]
    public void A_parameter_that_is_declared_wrongly_is_one_finding()
    {
        var findings = Flows.Findings("flow: x\nparameters: { path: { type: url, default: /a } }\nfrom: { web: { path: \"${param.path}\" } }\nsteps: []\n");

        Assert.Equal(["orders.flow.yaml(2,29): error IA1003: 'type' must be string, uri, int or boolean, not 'url' (did you mean 'uri'?)"], findings);
    }

    [Fact]
    public void A_default_has_the_type_of_its_parameter()
    {
        var findings = Flows.Findings("flow: x\nparameters: { n: { type: int, default: many } }\nfrom: { timer: {} }\nsteps: [ note: \"${param.n}\" ]\n");

        Assert.Equal(["orders.flow.yaml(2,31): error IA1009: 'default' must be a whole number, not 'many'"], findings);
    }

    [Fact]
    public void A_parameter_can_not_be_made_of_another()
    {
        var findings = Flows.Findings("flow: x\nparameters: { a: { default: b }, c: { default: \"${param.a}\" } }\nfrom: { timer: {} }\nsteps: [ note: \"${param.a}${param.c}\" ]\n");

        Assert.Equal(["orders.flow.yaml(2,49): error IA1204: parameter 'a' can't be used here: this is read before parameters have values"], findings);
    }

    [Fact]
    public void Warns_of_a_parameter_that_nothing_uses()
    {
        var findings = Flows.Findings("flow: x\nparameters: { a: { default: b }, c: { default: d } }\nfrom: { timer: {} }\nsteps: [ note: \"${param.a}\" ]\n");

        Assert.Equal(["orders.flow.yaml(2,34): warning IA1206: parameter 'c' is not used: write ${param.c} where its value belongs, or remove it"], findings);
    }

    private static FlowReading Read(params (string Name, string Value)[] values) =>
        Flows.Read(Declared, new FlowReadingContext { Parameters = values.ToDictionary(v => v.Name, v => v.Value) });

    private static IReadOnlyList<string> Findings(params (string Name, string Value)[] values) => [.. Read(values).Findings.Select(f => f.ToString())];
}
