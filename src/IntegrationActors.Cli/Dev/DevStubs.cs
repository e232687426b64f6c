using System.Text;
using IntegrationActors.Cli.Stubs;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Definitions;
using IntegrationActors.Definitions.FlowTests;

namespace IntegrationActors.Cli.Dev;

/// <summary>Reads <c>--stub name</c> and <c>--stub name=file</c>: a stub that answers 200 without content, with the content of a file, or as a test file beside the flow says.</summary>
internal static class DevStubs
{
    public static IReadOnlyDictionary<string, IReadOnlyList<StubAnswer>> Parse(IEnumerable<string> stubs)
    {
        var answers = new Dictionary<string, IReadOnlyList<StubAnswer>>(StringComparer.Ordinal);
        foreach (var stub in stubs)
        {
            var at = stub.IndexOf('=', StringComparison.Ordinal);
            var name = at < 0 ? stub : stub[..at];
            answers[name] = at < 0 ? [StubAnswer.Empty] : Read(name, stub[(at + 1)..]);
        }

        return answers;
    }

    private static IReadOnlyList<StubAnswer> Read(string name, string file)
    {
        if (!File.Exists(file))
        {
            throw CliException.Usage($"--stub {name}: there is no file '{file}'");
        }

        if (file.EndsWith(FlowTestReader.Extension, StringComparison.Ordinal))
        {
            return FromTests(name, file);
        }

        var body = File.ReadAllBytes(file);
        return [new StubAnswer(200, body, [KeyValuePair.Create(StubAnswer.ContentType, MediaTypes.Of(file, body))], Unreachable: false)];
    }

    private static IReadOnlyList<StubAnswer> FromTests(string name, string file)
    {
        var reading = FlowTestReader.Read(new FlowSource(file, File.ReadAllText(file, Encoding.UTF8)));
        var options = (reading.Tests ?? throw new DiagnosticException(reading.Findings)).Options;
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        return options.Stubs.TryGetValue(name, out var answers)
            ? [.. answers.Select(answer => StubAnswer.Of(answer, folder))]
            : throw CliException.Usage($"--stub {name}: '{file}' has no stub of that name{Suggestion.DidYouMean(name, options.Stubs.Keys)}");
    }
}
