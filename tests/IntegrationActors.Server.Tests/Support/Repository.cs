namespace IntegrationActors.Server.Tests.Support;

internal static class Repository
{
    /// <summary>The folder with the solution, found upwards from the test assembly.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "IntegrationActors.sln")) ? folder : Find(Path.GetDirectoryName(folder)!);
}
