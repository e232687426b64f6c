using IntegrationActors.Cli.Local;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Definitions;
using IntegrationActors.Definitions.FlowTests;

namespace IntegrationActors.Cli.Testing;

/// <summary>A test file with the flow that it tests.</summary>
internal sealed record TestedFlow
{
    private const string FlowNotFound = "IA1412";

    /// <summary>Path of the test file, as findings name it.</summary>
    public required string File { get; init; }

    public required FlowTestFile Tests { get; init; }

    public required FlowDefinition Flow { get; init; }

    /// <summary>The folder of the flow with all below it.</summary>
    public required Bundle Bundle { get; init; }

    /// <summary>What paths in the test file are relative to.</summary>
    public string Folder => Path.GetDirectoryName(Path.GetFullPath(File))!;

    /// <summary>Reads a test file and its flow.</summary>
    /// <param name="file">Path of the test file.</param>
    /// <param name="reader">Reads the flow.</param>
    /// <exception cref="DiagnosticException">The test file or the flow has errors; all of them.</exception>
    public static TestedFlow Read(string file, FlowReader reader)
    {
        var reading = FlowTestReader.Read(new FlowSource(file, System.IO.File.ReadAllText(file)));
        var tests = reading.Tests ?? throw new DiagnosticException(reading.Findings);
        var path = FlowOf(file, tests);
        var bundle = Bundle.FromFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var flow = reader.Read(bundle.Flow(Path.GetFileName(path)), new FlowReadingContext
        {
            Parameters = tests.Options.Parameters,
            References = new BundleFilesAlone(bundle),
        });
        return new TestedFlow
        {
            File = file,
            Tests = tests,
            Bundle = bundle,
            Flow = flow.Flow ?? throw new DiagnosticException([.. flow.Findings.Select(f => InFolder(f, path))]),
        };
    }

    /// <summary>A finding as the user sees the file from where they are.</summary>
    public static Diagnostic InFolder(Diagnostic finding, string flow) =>
        finding with { Span = finding.Span with { File = Path.Combine(Path.GetDirectoryName(flow) ?? "", finding.Span.File) } };

    private static string FlowOf(string file, FlowTestFile tests)
    {
        var folder = Path.GetDirectoryName(file) ?? "";
        var flows = Directory.EnumerateFiles(folder.Length == 0 ? "." : folder, "*" + Bundle.FlowExtension).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal).ToList();
        if (tests.Options.Flow is { } named)
        {
            var path = Path.Combine(folder, named);
            return System.IO.File.Exists(path) ? path : throw NotFound(tests, $"there is no flow '{named}' beside the tests{Suggestion.DidYouMean(named, flows)}");
        }

        var same = Path.GetFileName(file)[..^FlowTestReader.Extension.Length] + Bundle.FlowExtension;
        if (flows.Contains(same, StringComparer.Ordinal))
        {
            return Path.Combine(folder, same);
        }

        return flows is [var only] ? Path.Combine(folder, only) : throw NotFound(tests, $"there is no flow '{same}' beside the tests; write which one is tested: flow: {flows.FirstOrDefault() ?? same}");
    }

    private static DiagnosticException NotFound(FlowTestFile tests, string message) => new(Diagnostic.Error(FlowNotFound, tests.FlowSpan, message));
}
