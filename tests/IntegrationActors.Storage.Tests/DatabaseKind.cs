namespace IntegrationActors.Storage.Tests;

/// <summary>What a store of a test lies on: tests of the stores run on both.</summary>
public enum DatabaseKind
{
    Sqlite,
    Postgres,
}
