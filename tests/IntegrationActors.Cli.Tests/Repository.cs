namespace IntegrationActors.Cli.Tests;

/// <summary>The repository that the tests run in.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) => File.Exists(Path.Combine(folder, "IntegrationActors.sln")) ? folder : Find(Path.GetDirectoryName(folder)!);
}
