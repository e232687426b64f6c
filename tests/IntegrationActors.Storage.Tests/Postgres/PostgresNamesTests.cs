using IntegrationActors.Storage.Postgres;

namespace IntegrationActors.Storage.Tests.Postgres;

public sealed class PostgresNamesTests
{
    private readonly PostgresNames _names = new("ia");

    [Fact]
    public void A_tenant_has_a_schema_of_its_name() => Assert.Equal("ia_acme-2", _names.Tenant("acme-2"));

    [Fact]
    public void Long_names_and_those_of_the_installation_never_become_one_with_another()
    {
        var (one, other) = (new string('a', 62) + "b", new string('a', 62) + "c");
        string[] all = [_names.System, _names.Journal, .. new[] { one, other, one[..60], "system", "journal" }.Select(_names.Tenant)];

        Assert.Equal(all.Length, all.Distinct().Count());
        Assert.All(all, name => Assert.InRange(name.Length, 1, 63));
    }
}
