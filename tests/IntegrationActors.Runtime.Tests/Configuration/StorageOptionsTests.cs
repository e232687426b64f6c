using IntegrationActors.Runtime.Configuration;
using IntegrationActors.Runtime.Tests.Support;

namespace IntegrationActors.Runtime.Tests.Configuration;

public sealed class StorageOptionsTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public void Stores_are_files_unless_something_else_is_said() => Assert.Null(TestNode.Config(_folder.Path).Options.Storage.Postgres());

    [Fact]
    public void With_postgres_they_are_in_the_database_that_the_connection_string_names()
    {
        var options = TestNode.Config(_folder.Path, "storage.provider=postgres", "storage.connection-string=Host=db;Password=hidden", "storage.schema-prefix=test", "storage.command-timeout=5s");

        var postgres = options.Options.Storage.Postgres()!;

        Assert.Equal(("Host=db;Password=hidden", "test", TimeSpan.FromSeconds(5)), (postgres.ConnectionString, postgres.Prefix, postgres.CommandTimeout));
        Assert.DoesNotContain("hidden", postgres.ToString());
    }

    [Fact]
    public void Postgres_without_a_connection_string_is_refused_with_what_to_write()
    {
        var refusal = Assert.Throws<ConfigException>(() => TestNode.Config(_folder.Path, "storage.provider=postgres").Options.Storage.Postgres());

        Assert.Contains("integration-actors.storage.connection-string", refusal.Message);
    }

    [Theory]
    [InlineData("storage.provider=oracle")]
    [InlineData("storage.schema-prefix=My Schema")]
    public void A_value_that_is_not_allowed_is_refused(string setting) => Assert.Throws<ConfigException>(() => TestNode.Config(_folder.Path, setting));

    public void Dispose() => _folder.Dispose();
}
