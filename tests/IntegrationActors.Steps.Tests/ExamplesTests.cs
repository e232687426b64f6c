using System.Text.RegularExpressions;
using IntegrationActors.Adapters.Https;
using IntegrationActors.Definitions;
using IntegrationActors.Expressions;
using IntegrationActors.Steps.Set;

namespace IntegrationActors.Steps.Tests;

/// <summary>What the reference shows can be copied into a flow.</summary>
public sealed partial class ExamplesTests
{
    private static readonly Catalogue Catalogue = Catalogue.Of(typeof(SetStep).Assembly, typeof(HttpsAdapterServices).Assembly);

    public static TheoryData<string, string> Examples
    {
        get
        {
            var examples = new TheoryData<string, string>();
            foreach (var (step, example) in Catalogue.Steps.SelectMany(step => step.Examples.Select(example => (step, example))))
            {
                examples.Add(step.Name, example.Yaml);
            }

            return examples;
        }
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_has_no_findings(string step, string yaml)
    {
        Assert.Contains(step, yaml);

        var reading = new FlowReader(Catalogue, new ExpressionCompiler()).Read(new FlowSource("example.flow.yaml", FlowAround(yaml)), FlowReadingContext.FileAlone);

        Assert.Empty(reading.Findings);
    }

    // What an example refers to is declared around it.
    private static string FlowAround(string yaml) => $$"""
        flow: example
        from: { https: { path: /example, role: example.send } }
        parameters: { {{string.Join(", ", Parameter().Matches(yaml).Select(match => $"{match.Groups[1].Value}: {{ type: uri }}"))}} }
        processes: { {{string.Join(", ", Process().Matches(yaml).Select(match => $"{match.Groups[1].Value}: {{ steps: [ end ] }}"))}} }
        steps:
        {{yaml}}
        """;

    [GeneratedRegex(@"\$\{param\.(\w+)\}")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"process: (\w+)")]
    private static partial Regex Process();
}
