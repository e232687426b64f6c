namespace IntegrationActors.Storage.Postgres;

/// <summary>The schema of the system journal beside those of the stores.</summary>
public static class PostgresJournal
{
    /// <summary>Makes the schema when it is missing.</summary>
    /// <returns>How to reach it: a connection string with its password.</returns>
    /// <exception cref="StoreUnavailableException">PostgreSQL can't be reached, or what it lacks.</exception>
    public static string Prepare(PostgresOptions options)
    {
        using var server = new PostgresServer(options);
        return server.JournalConnection();
    }
}
