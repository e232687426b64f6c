namespace IntegrationActors.Architecture.Tests.Sources;

/// <summary>The working tree that these tests are about.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>Projects below <c>src</c>.</summary>
    public static IReadOnlyList<Project> Products { get; } = Projects("src");

    /// <summary>Projects below <c>tests</c>.</summary>
    public static IReadOnlyList<Project> Tests { get; } = Projects("tests");

    public static IReadOnlyList<SourceFile> ProductSources { get; } = [.. Products.SelectMany(project => project.Sources)];

    public static IReadOnlyList<SourceFile> TestSources { get; } = [.. Tests.SelectMany(project => project.Sources)];

    public static IReadOnlyList<SourceFile> Sources { get; } = [.. ProductSources, .. TestSources];

    /// <summary>A path as people write it: relative to the root, with forward slashes.</summary>
    public static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    private static Project[] Projects(string folder) =>
        [.. Directory.EnumerateFiles(Path.Combine(Root, folder), "*.csproj", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(path => new Project(path))];

    private static string FindRoot(string from) => File.Exists(Path.Combine(from, "IntegrationActors.sln"))
        ? from
        : FindRoot(Path.GetDirectoryName(from) ?? throw new InvalidOperationException("The tests don't run inside the repository."));
}
