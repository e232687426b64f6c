using System.Reflection;
using IntegrationActors.Storage.Tests.Postgres;
using Xunit.Sdk;

namespace IntegrationActors.Storage.Tests;

/// <summary>Runs a theory on PostgreSQL; shown as skipped where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnPostgresAttribute : DataAttribute
{
    public OnPostgresAttribute() => Skip = PostgresProcess.Obstacle;

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[DatabaseKind.Postgres]];
}
