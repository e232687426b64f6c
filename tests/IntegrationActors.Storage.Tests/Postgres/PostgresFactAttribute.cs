namespace IntegrationActors.Storage.Tests.Postgres;

/// <summary>A test that needs PostgreSQL; shown as skipped where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute() => Skip = PostgresProcess.Obstacle;
}
