namespace IntegrationActors.Definitions.Tests.Real;

/// <summary>Nothing that a flow can have is left without an explanation, and no step without its names elsewhere and examples.</summary>
public sealed class CompleteReferenceTests
{
    private const int FewestExamples = 2;
    private const int Deepest = 4;

    private static readonly Explain Explain = new(RealFlows.Catalogue);

    public static TheoryData<string> Steps => [.. RealFlows.Catalogue.Steps.Select(s => s.Name)];

    public static TheoryData<string> Channels => [.. RealFlows.Catalogue.Senders.Concat(RealFlows.Catalogue.Receivers).Select(c => c.Name).Distinct()];

    [Theory]
    [MemberData(nameof(Steps))]
    [MemberData(nameof(Channels))]
    public void Every_option_can_be_explained(string name)
    {
        var components = RealFlows.Catalogue.Steps.Concat(RealFlows.Catalogue.Senders).Concat(RealFlows.Catalogue.Receivers).Where(c => c.Name == name);

        foreach (var (path, option) in components.SelectMany(c => Below(c.Name, c.Options)))
        {
            Assert.True(Explain.TryRender(path, out var text), path);
            Assert.StartsWith(path, text);
            Assert.True(option.Summary.Length > 0, $"{path} says nothing");
        }
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public void Every_step_has_its_names_elsewhere_and_two_examples(string name)
    {
        var step = RealFlows.Catalogue.FindStep(name)!;
        var page = ReferencePages.Write(RealFlows.Catalogue)[$"steps/{name}.md"];

        Assert.False(string.IsNullOrEmpty(step.Sap), $"{name} has no name of SAP Cloud Integration");
        Assert.False(string.IsNullOrEmpty(step.Camel), $"{name} has no name of Apache Camel");
        Assert.Contains($"SAP Cloud Integration: {step.Sap}. Apache Camel: {step.Camel}.", page);
        Assert.True(step.Examples.Count >= FewestExamples, $"{name} has {step.Examples.Count} examples");
        Assert.All(step.Examples, example => Assert.Contains(example.Yaml.Split('\n')[0].Trim(), page));
    }

    [Fact]
    public void The_index_has_a_row_for_each_step_with_its_names()
    {
        var rows = ReferencePages.Write(RealFlows.Catalogue)["README.md"].Split('\n').Where(line => line.StartsWith("| ["));

        foreach (var step in RealFlows.Catalogue.Steps)
        {
            Assert.Single(rows, row => row.Contains($"(steps/{step.Name}.md)") && row.EndsWith($"| {step.Sap} | {step.Camel} |"));
        }
    }

    // A record may hold itself, such as a map within a map.
    private static IEnumerable<(string Path, ComponentOption Option)> Below(string path, IReadOnlyList<ComponentOption> options, int depth = 0) =>
        depth == Deepest
            ? []
            : options.Where(o => !o.IsChannel).SelectMany(o => Below($"{path}.{o.Name}", o.Options, depth + 1).Prepend(($"{path}.{o.Name}", o)));
}
