using Akka.Configuration;
using IntegrationActors.Runtime.Configuration;
using IntegrationActors.Storage.Postgres;

namespace IntegrationActors.Runtime.Hosting;

/// <summary>The system journal on the PostgreSQL database of the stores, in a schema of its own.</summary>
internal static class JournalDatabase
{
    private const string Provider = "PostgreSQL.15";

    /// <summary>Prepares the schema, unless the operator names another database.</summary>
    /// <returns>Settings to put on top of the others, as HOCON.</returns>
    public static string Prepare(Config tree, PostgresOptions postgres)
    {
        var missing = JournalPlugins.WithoutConnection(tree);
        if (missing.Count == 0)
        {
            return "";
        }

        var connection = HoconQuote.Value(PostgresJournal.Prepare(postgres));
        return string.Join('\n', missing.Select(plugin => $"{plugin}.connection-string = {connection}\n{plugin}.provider-name = {HoconQuote.Value(Provider)}"));
    }
}
