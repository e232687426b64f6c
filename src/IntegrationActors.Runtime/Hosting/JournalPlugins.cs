using Akka.Configuration;

namespace IntegrationActors.Runtime.Hosting;

/// <summary>The two plugins that make up the system journal.</summary>
internal static class JournalPlugins
{
    private static readonly string[] Plugins = ["akka.persistence.journal.sql", "akka.persistence.snapshot-store.sql"];

    /// <summary>Those for which the operator names no database.</summary>
    public static IReadOnlyList<string> WithoutConnection(Config tree) =>
        [.. Plugins.Where(plugin => string.IsNullOrEmpty(tree.GetString($"{plugin}.connection-string")))];
}
