using System.ComponentModel.DataAnnotations;
using IntegrationActors.Storage.Postgres;

namespace IntegrationActors.Runtime.Configuration;

/// <summary>Where data lies.</summary>
public sealed record StorageOptions
{
    private const string OnFiles = "sqlite";
    private const string OnPostgres = "postgres";

    /// <summary>
    /// Folder of all data of the node, relative to the working directory; created when missing. With PostgreSQL it holds the master key, bodies of running messages and what
    /// is needed to find them again after a crash. Default: <c>data</c>.
    /// </summary>
    [MinLength(1)]
    public string DataDirectory { get; init; } = "data";

    /// <summary>What stores and the system journal lie on: <c>sqlite</c> (files in the data folder, for one node) or <c>postgres</c> (one database for all nodes). Default: <c>sqlite</c>.</summary>
    [AllowedValues(OnFiles, OnPostgres, ErrorMessage = "'{0}' is not known: write sqlite or postgres")]
    public string Provider { get; init; } = OnFiles;

    /// <summary>How to reach PostgreSQL 15 or newer, in the words of Npgsql: <c>Host=…;Database=…;Username=…;Password=…</c>. A secret: write <c>${env:NAME}</c>. Default: none.</summary>
    public string ConnectionString { get; init; } = "";

    /// <summary>What names of schemas and roles in PostgreSQL begin with, 1 to 16 of a-z 0-9; two installations on one server need different ones. Default: <c>ia</c>.</summary>
    [RegularExpression("^[a-z][a-z0-9]{0,15}$", ErrorMessage = "'{0}' is not 1 to 16 of a-z 0-9, starting with a letter")]
    public string SchemaPrefix { get; init; } = "ia";

    /// <summary>How long a statement may take before PostgreSQL counts as lost, 1s to 5m. Default: 15 seconds. Changes of tables after an update have no limit.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How much each tenant may store.</summary>
    public StorageQuotaOptions Quota { get; init; } = new();

    /// <summary>The database of all stores, or null when they are files.</summary>
    /// <exception cref="ConfigException">Nothing says how to reach it.</exception>
    public PostgresOptions? Postgres()
    {
        if (!string.Equals(Provider, OnPostgres, StringComparison.Ordinal))
        {
            return null;
        }

        return ConnectionString.Length > 0
            ? new PostgresOptions { ConnectionString = ConnectionString, Prefix = SchemaPrefix, CommandTimeout = CommandTimeout }
            : throw new ConfigException(
                "integration-actors.storage.connection-string is missing: with provider = postgres write how to reach the database, such as ${env:IA_DATABASE} with Host=…;Database=…;Username=…;Password=…");
    }
}
