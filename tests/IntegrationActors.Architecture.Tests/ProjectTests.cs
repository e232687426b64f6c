using IntegrationActors.Architecture.Tests.Sources;

namespace IntegrationActors.Architecture.Tests;

/// <summary>Projects look like their siblings.</summary>
public sealed class ProjectTests
{
    private const int MaxLinesOfReadme = 40;

    [Fact]
    public void Each_project_has_a_short_README()
    {
        Offenders.AreNone(
            $"Each project has a README.md of at most {MaxLinesOfReadme} lines: purpose, words, invariants, how to add to it.",
            from project in Repository.Products
            let readme = Path.Combine(project.Folder, "README.md")
            let lines = File.Exists(readme) ? File.ReadAllLines(readme).Length : 0
            where lines is 0 or > MaxLinesOfReadme
            select $"{Repository.Relative(readme)}:1: {(lines == 0 ? "is missing" : $"{lines} lines")}");
    }

    [Fact]
    public void Each_project_has_tests()
    {
        var tests = Repository.Tests.Select(project => project.Name).ToHashSet();

        Offenders.AreNone(
            "Each project X has a project X.Tests.",
            Repository.Products.Where(project => !tests.Contains($"{project.Name}.Tests")).Select(project => $"{project.At(1)}: has no {project.Name}.Tests"));
    }

    [Fact]
    public void Tests_mirror_the_folders_of_their_project()
    {
        var products = Repository.Products.ToDictionary(project => $"{project.Name}.Tests");

        Offenders.AreNone(
            "A test stands in the folder that its subject has below src.",
            from file in Repository.TestSources
            where file.Path.EndsWith("Tests.cs", StringComparison.Ordinal) && products.ContainsKey(file.Project.Name)
            let subject = $"{Path.GetFileName(file.FullPath)[..^"Tests.cs".Length]}.cs"
            let subjects = products[file.Project.Name].Sources.Where(source => Path.GetFileName(source.FullPath) == subject).ToArray()
            where subjects.Length > 0 && subjects.All(source => source.Folder != file.Folder)
            select $"{file.Path}:1: its subject is {subjects[0].Path}");
    }

    [Fact]
    public void A_step_is_three_files()
    {
        var steps = Repository.Products.Single(project => project.Name == "IntegrationActors.Steps");
        var tests = Repository.Tests.Single(project => project.Name == "IntegrationActors.Steps.Tests");

        var texts = tests.Sources.Where(file => file.Path.EndsWith("StepTests.cs", StringComparison.Ordinal)).Select(file => File.ReadAllText(file.FullPath)).ToArray();

        Offenders.AreNone(
            "A step is a folder Xxx with XxxOptions.cs and XxxStep.cs, and Xxx/XxxStepTests.cs among the tests; steps that undo each other may be tested together, what several share has a folder of its own.",
            from step in steps.Sources.Where(file => file.Path.EndsWith("Step.cs", StringComparison.Ordinal))
            let name = Path.GetFileNameWithoutExtension(step.FullPath)[..^"Step".Length]
            let files = steps.Sources.Where(file => file.Folder == step.Folder).Select(file => Path.GetFileName(file.FullPath)).Order(StringComparer.Ordinal)
            where step.Folder != name || !files.SequenceEqual([$"{name}Options.cs", $"{name}Step.cs"]) || !(File.Exists(Path.Combine(tests.Folder, name, $"{name}StepTests.cs")) || texts.Any(text => text.Contains($"- {char.ToLowerInvariant(name[0])}{name[1..]}", StringComparison.Ordinal)))
            select $"{step.Path}:1: {string.Join(", ", files)}");
    }
}
