using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Definitions.Binding;
using IntegrationActors.Definitions.Shapes;
using IntegrationActors.Definitions.Yaml;

namespace IntegrationActors.Definitions.FlowTests;

/// <summary>Reads test files and says everything that is wrong with them at once: 1 YAML to nodes with places, 2 all options by their records, 3 what only the whole shows.</summary>
public static class FlowTestReader
{
    /// <summary>Ending of the names of test files.</summary>
    public const string Extension = ".test.yaml";

    private const string Sample = "tests: [ { name: answers, send: { body: hello } } ]";

    /// <summary>Mistakes of the author are findings, never exceptions.</summary>
    public static FlowTestReading Read(FlowSource source)
    {
        // 1
        var findings = new Findings();
        if (ReadRoot(source, findings) is not { } root)
        {
            return new FlowTestReading(null, findings.InOrder());
        }

        // 2
        var context = new BindingContext(Catalogue.OfTypes(), NoExpressions.Compiler, findings);
        var options = (FlowTestOptions)ShapeFactory.Record(typeof(FlowTestOptions)).Bind(root, new Place(Key(nameof(FlowTestOptions.Tests)), root.Span) { Title = "a test file" }, context)!;
        if (findings.HasErrors)
        {
            return new FlowTestReading(null, findings.InOrder());
        }

        // 3
        var cases = Nodes(root, nameof(FlowTestOptions.Tests)).ToList();
        ReportTwins(cases, findings);
        return new FlowTestReading(findings.HasErrors ? null : Define(options, root, cases), findings.InOrder());
    }

    private static YamlMap? ReadRoot(FlowSource source, Findings findings)
    {
        var root = YamlReader.Read(source, findings);
        if (root is null or YamlScalar { IsNull: true } && findings.Count == 0)
        {
            findings.Error(FindingCodes.Shape, new SourceSpan(source.File, 1, 1), $"the file is empty; a test file has tests; write: {Sample}");
        }
        else if (root is not null and not YamlMap)
        {
            findings.Error(FindingCodes.Shape, root.Span, $"a test file is a map with tests, not {root.Word}; write: {Sample}");
        }

        return root as YamlMap;
    }

    private static void ReportTwins(IReadOnlyList<YamlMap> cases, Findings findings)
    {
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var name in cases.Select(c => c.Find(Key(nameof(TestCaseOptions.Name)))?.Value).OfType<YamlScalar>())
        {
            if (!lines.TryAdd(name.Text, name.Span.Line))
            {
                findings.Error(FindingCodes.Rule, name.Span, $"two tests have the name '{Wording.Short(name.Text)}' (first in line {lines[name.Text]}); give one of them another");
            }
        }
    }

    private static FlowTestFile Define(FlowTestOptions options, YamlMap root, IReadOnlyList<YamlMap> cases) => new(options, [.. options.Tests.Zip(cases, (test, node) => new FlowTestCase(test, node.Span))])
    {
        FlowSpan = root.Find(Key(nameof(FlowTestOptions.Flow)))?.Value.Span ?? root.Span,
        Receivers =
        [
            .. Stubs(root),
            .. cases.SelectMany(Stubs),
            .. from test in cases
               let expect = test.Find(Key(nameof(TestCaseOptions.Expect)))?.Value as YamlMap
               where expect is not null
               from call in Items(expect.Find(Key(nameof(ExpectationOptions.Calls)))?.Value)
               let to = call as YamlScalar ?? (call as YamlMap)?.Find(Key(nameof(ExpectedCallOptions.To)))?.Value as YamlScalar
               where to is not null
               select new NamedPlace(to.Text, to.Span),
        ],
    };

    private static IEnumerable<NamedPlace> Stubs(YamlMap map) =>
        from entry in (map.Find(Key(nameof(FlowTestOptions.Stubs)))?.Value as YamlMap)?.Entries ?? []
        select new NamedPlace(entry.Key.Text, entry.Key.Span);

    private static IEnumerable<YamlMap> Nodes(YamlMap root, string property) => Items(root.Find(Key(property))?.Value).OfType<YamlMap>();

    private static IReadOnlyList<YamlNode> Items(YamlNode? node) => node switch
    {
        null => [],
        YamlList list => list.Items,
        _ => [node],
    };

    private static string Key(string property) => ComponentOption.KeyOf(property);
}
