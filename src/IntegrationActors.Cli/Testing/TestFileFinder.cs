using IntegrationActors.Cli.Local;
using IntegrationActors.Definitions.FlowTests;

namespace IntegrationActors.Cli.Testing;

/// <summary>Finds the test files that a user names.</summary>
internal static class TestFileFinder
{
    /// <summary>Test files below a folder, or the file itself; for a flow file the tests beside it. In order.</summary>
    public static IReadOnlyList<string> Find(string path)
    {
        if (Directory.Exists(path))
        {
            return LocalFiles.Below(path, "*" + FlowTestReader.Extension);
        }

        if (!File.Exists(path))
        {
            throw CliException.Usage($"there is no file or folder '{path}'");
        }

        if (path.EndsWith(Definitions.Bundle.FlowExtension, StringComparison.Ordinal))
        {
            var tests = path[..^Definitions.Bundle.FlowExtension.Length] + FlowTestReader.Extension;
            return File.Exists(tests) ? [tests] : throw CliException.Usage($"'{path}' has no tests: there is no '{tests}'");
        }

        return path.EndsWith(FlowTestReader.Extension, StringComparison.Ordinal) ? [path] : throw CliException.Usage($"'{path}' is no test file; its name ends in {FlowTestReader.Extension}");
    }
}
