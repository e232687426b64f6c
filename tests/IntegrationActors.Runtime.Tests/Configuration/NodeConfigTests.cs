using IntegrationActors.Core.Options;
using IntegrationActors.Runtime.Configuration;
using IntegrationActors.Runtime.Tests.Support;

namespace IntegrationActors.Runtime.Tests.Configuration;

public sealed class NodeConfigTests : IDisposable
{
    private static readonly Dictionary<string, string> NoVariables = [];

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_files_of_the_product_are_read_without_a_finding_and_give_the_documented_defaults()
    {
        var config = NodeConfig.Load(Path.Combine(AppContext.BaseDirectory, "hocon"), NoVariables, []);

        Assert.Equal(new RuntimeOptions(), config.Options.Runtime);
        Assert.Equal(new PayloadOptions(), config.Options.Payload);
        Assert.Empty(config.Options.Http.Hosts);
        Assert.Equal(new HttpOptions { Hosts = config.Options.Http.Hosts }, config.Options.Http);
        Assert.Equal(new ManagementOptions(), config.Options.Management);
        Assert.Equal(new RetentionOptions(), config.Options.Retention);
        Assert.Equal(4053, config.Options.Cluster.Port);
        Assert.Equal(["runtime"], config.Options.Cluster.Roles);
        Assert.Empty(config.Options.Cluster.SeedNodes);
    }

    [Fact]
    public void Files_count_in_the_order_of_their_names()
    {
        _folder.Write("20-b.conf", "integration-actors.http.address = \"http://127.0.0.1:2\"");
        _folder.Write("10-a.conf", "integration-actors.http.address = \"http://127.0.0.1:1\"");

        Assert.Equal("http://127.0.0.1:2", Load().Options.Http.Address);
    }

    [Fact]
    public void The_sub_folder_of_the_environment_comes_last()
    {
        _folder.Write("90-z.conf", "integration-actors.http.address = one");
        _folder.Write("production/10-a.conf", "integration-actors.http.address = two");

        Assert.Equal("one", Load().Options.Http.Address);
        Assert.Equal("two", Load(new() { ["IA_ENVIRONMENT"] = "production" }).Options.Http.Address);
    }

    [Fact]
    public void A_reference_reaches_across_files_and_sees_overrides()
    {
        _folder.Write("10-a.conf", "akka.remote.dot-netty.tcp.port = ${integration-actors.cluster.port}");
        _folder.Write("20-b.conf", "integration-actors.cluster.port = 1");

        Assert.Equal(7, Load(NoVariables, "cluster.port=7").Tree.GetInt("akka.remote.dot-netty.tcp.port"));
    }

    [Fact]
    public void Variables_of_the_environment_are_filled_in_and_can_have_a_default()
    {
        _folder.Write("10-a.conf", "integration-actors.http { certificate = \"${env:CERT}\", certificate-password = ${env:NONE:-secret}\n }");

        var http = Load(new() { ["CERT"] = "a\"b\\c" }).Options.Http;

        Assert.Equal("a\"b\\c", http.Certificate);
        Assert.Equal("secret", http.CertificatePassword);
    }

    [Fact]
    public void A_variable_that_is_not_set_is_found_with_its_place_but_not_in_comments()
    {
        _folder.Write("10-a.conf", "# ${env:COMMENT}\nintegration-actors.http.certificate = ${env:CERT}");

        var finding = Assert.Single(Findings());

        Assert.StartsWith("10-a.conf(2): environment variable 'CERT' is not set", finding, StringComparison.Ordinal);
    }

    [Fact]
    public void The_command_line_wins_over_the_environment_which_wins_over_files()
    {
        _folder.Write("10-a.conf", "integration-actors.runtime { drain-timeout = 1s\n ask-timeout = 1s\n deploy-timeout = 1s\n }");

        var options = Load(new() { ["IA__runtime__ask_timeout"] = "2s", ["IA__runtime__drain_timeout"] = "2s" }, "runtime.drain-timeout=3s").Options.Runtime;

        Assert.Equal([3, 2, 1], [options.DrainTimeout.TotalSeconds, options.AskTimeout.TotalSeconds, options.DeployTimeout.TotalSeconds]);
    }

    [Fact]
    public void Overrides_may_be_lists_and_may_name_the_root()
    {
        _folder.Write("10-a.conf", "");

        var config = Load(NoVariables, "integration-actors.cluster.seed-nodes=[\"a:1\", \"b:2\"]", "akka.loglevel=DEBUG", "payload.memory-limit=64KB");

        Assert.Equal(["a:1", "b:2"], config.Options.Cluster.SeedNodes);
        Assert.Equal("DEBUG", config.Tree.GetString("akka.loglevel"));
        Assert.Equal(new ByteSize(65_536), config.Options.Payload.MemoryLimit);
    }

    [Fact]
    public void All_mistakes_are_found_at_once_with_place_and_nearest_name()
    {
        _folder.Write("10-a.conf", """
            integration-actors {
              http {
                adress = x
              }
              runtime {
                drain-timeout = soon
                snapshot-every = 0
              }
              cluster = no
            }
            integraton-actors.http.address = x
            """);

        var findings = Findings();

        Assert.Contains("10-a.conf(3): 'integration-actors.http.adress' is not known (did you mean 'address'?)", findings);
        Assert.Contains("10-a.conf(6): 'integration-actors.runtime.drain-timeout' is not a duration such as 500ms, 30s, 5m or 2d: soon", findings);
        Assert.Contains(findings, f => f.StartsWith("10-a.conf(7): ", StringComparison.Ordinal) && f.Contains("between 1 and 10000", StringComparison.Ordinal));
        Assert.Contains("10-a.conf(9): 'integration-actors.cluster' is not a block: write cluster { … }", findings);
        Assert.Contains("10-a.conf(11): 'integraton-actors' is not known (did you mean 'integration-actors'?)", findings);
        Assert.Equal(5, findings.Count);
    }

    [Fact]
    public void A_misspelt_override_is_found_by_its_name()
    {
        _folder.Write("10-a.conf", "");

        Assert.StartsWith("--set http.adress: 'integration-actors.http.adress' is not known", Assert.Single(Findings("http.adress=x")), StringComparison.Ordinal);
        Assert.StartsWith("--set nonsense: write --set name=value", Assert.Single(Findings("nonsense")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_HOCON_is_named()
    {
        _folder.Write("10-a.conf", "integration-actors { }");
        _folder.Write("20-b.conf", "integration-actors.http { address = [ { } , = }");

        Assert.StartsWith("20-b.conf(1): ", Assert.Single(Findings()), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_broken_file_is_named_in_one_go()
    {
        _folder.Write("10-a.conf", "akka {\n");
        _folder.Write("20-b.conf", "\n\nintegration-actors.http.address = \"x");

        Assert.Equal(
            ["10-a.conf(1): '{' is never closed", "20-b.conf(3): a text in quotes is not closed: end it with \" on the same line, or write it in three quotes"],
            Findings());
    }

    [Fact]
    public void A_reference_that_leads_back_to_itself_is_named()
    {
        _folder.Write("10-a.conf", "integration-actors.http.address = ${integration-actors.http.tls-address}");
        _folder.Write("20-b.conf", "integration-actors {\n  http {\n    tls-address = \"a${integration-actors.http.address}\" ${integration-actors.http.address}\n  }\n}");

        Assert.Equal("10-a.conf(1): 'integration-actors.http.address' refers to itself, or to more than 10000 values", Assert.Single(Findings()));
    }

    [Fact]
    public void A_variable_that_is_empty_is_an_empty_value()
    {
        _folder.Write("10-a.conf", "integration-actors.http.certificate = ${env:CERT}\nintegration-actors.http.certificate-password = x");

        Assert.Equal(("", "x"), (Load(new() { ["CERT"] = "" }).Options.Http.Certificate, Load(new() { ["CERT"] = "" }).Options.Http.CertificatePassword));
    }

    [Fact]
    public void A_root_that_is_no_block_is_refused()
    {
        _folder.Write("10-a.conf", "integration-actors = off");

        Assert.Equal("10-a.conf(1): 'integration-actors' is not a block: write integration-actors { … }", Assert.Single(Findings()));
    }

    [Fact]
    public void A_folder_without_files_is_refused() => Assert.Contains(_folder.Path, Assert.Single(Findings()), StringComparison.Ordinal);

    private NodeConfig Load(Dictionary<string, string>? environment = null, params string[] settings) => NodeConfig.Load(_folder.Path, environment ?? NoVariables, settings);

    private IReadOnlyList<string> Findings(params string[] settings) => Assert.Throws<ConfigException>(() => Load(NoVariables, settings)).Findings;
}
