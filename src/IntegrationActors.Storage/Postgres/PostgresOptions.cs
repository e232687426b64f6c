using System.ComponentModel.DataAnnotations;

namespace IntegrationActors.Storage.Postgres;

/// <summary>The PostgreSQL database (15 or newer) that holds all stores.</summary>
public sealed record PostgresOptions
{
    /// <summary>How to reach the database, in the words of Npgsql (<c>Host=…;Database=…;Username=…;Password=…</c>). The role needs CREATE on the database and CREATEROLE.</summary>
    [Required]
    public required string ConnectionString { get; init; }

    /// <summary>What names of schemas and roles begin with: two installations on one server need different ones. Default <c>ia</c>.</summary>
    [RegularExpression("^[a-z][a-z0-9]{0,15}$")]
    public string Prefix { get; init; } = "ia";

    /// <summary>How long a statement may take before the server counts as lost. Default 15 s. Scripts that change tables have no limit.</summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Without the password.</summary>
    public override string ToString() => $"PostgreSQL, schemas {Prefix}_*";
}
