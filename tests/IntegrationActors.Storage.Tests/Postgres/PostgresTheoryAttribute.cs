namespace IntegrationActors.Storage.Tests.Postgres;

/// <summary>A theory that needs a server of its own; see <see cref="PostgresFactAttribute"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresTheoryAttribute : TheoryAttribute
{
    public PostgresTheoryAttribute() => Skip = PostgresProcess.Obstacle;
}
