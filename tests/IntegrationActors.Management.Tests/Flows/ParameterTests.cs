using System.Net;

namespace IntegrationActors.Management.Tests.Flows;

public sealed class ParameterTests : IAsyncLifetime
{
    private const string Path = $"{Calls.Demo}/flows/orders";
    private ManagementHost _host = null!;

    public async Task InitializeAsync() => _host = await ManagementHost.StartAsync();

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    [Fact]
    public async Task A_required_parameter_without_value_is_a_finding()
    {
        var problem = await _host.Local.PutAsync(Path, Calls.Yaml(FlowTexts.WithParameters)).ProblemAsync(HttpStatusCode.UnprocessableEntity);

        Assert.Equal("orders.flow.yaml(3,3): error IA1205: parameter 'region' has no value: give one at deploy, or a default here", (string?)problem["diagnostics"]![0]!["text"]);
    }

    [Fact]
    public async Task A_value_without_parameter_is_a_finding()
    {
        var problem = await _host.Local.PutAsync($"{Path}?param.region=EU&param.regoin=US", Calls.Yaml(FlowTexts.WithParameters)).ProblemAsync(HttpStatusCode.UnprocessableEntity);

        Assert.Contains("did you mean 'region'?", (string?)problem["diagnostics"]![0]!["message"]);
    }

    [Fact]
    public async Task A_new_version_keeps_the_values_that_it_is_not_given()
    {
        await _host.Local.PutAsync($"{Path}?param.region=EU&param.company=2020", Calls.Yaml(FlowTexts.WithParameters)).OkAsync();

        var deployed = await _host.Local.PutAsync($"{Path}?param.region=US", Calls.Yaml(FlowTexts.WithParameters), "\"1\"").OkAsync();

        Assert.Equal("""{"company":"2020","region":"US"}""", deployed["flows"]![0]!["parameters"]!.ToJsonString());
    }

    [Fact]
    public async Task A_new_version_drops_values_of_parameters_that_it_does_not_have()
    {
        await _host.Local.PutAsync($"{Path}?param.region=EU", Calls.Yaml(FlowTexts.WithParameters)).OkAsync();

        var deployed = await _host.Local.PutAsync(Path, Calls.Yaml(FlowTexts.Orders), "\"1\"").OkAsync();

        Assert.Equal("{}", deployed["flows"]![0]!["parameters"]!.ToJsonString());
    }

    [Fact]
    public async Task A_dry_run_of_setting_parameters_deploys_nothing()
    {
        await _host.Local.PutAsync($"{Path}?param.region=EU", Calls.Yaml(FlowTexts.WithParameters)).OkAsync();

        var same = await _host.Local.PutAsync($"{Path}/parameters?dryRun=true", Calls.Json("""{"values":{"region":"EU"}}""")).OkAsync();
        await _host.Local.PutAsync($"{Path}/parameters?dryRun=true", Calls.Json("""{"values":{}}""")).ProblemAsync(HttpStatusCode.UnprocessableEntity);

        Assert.True((bool?)same["dryRun"]);
        Assert.Equal(1, (await _host.Control.FindFlowAsync("demo", "orders", default))!.Version);
    }

    [Fact]
    public async Task Setting_parameters_deploys_the_same_bundle_with_these_values_alone()
    {
        await _host.Local.PutAsync($"{Path}?param.region=EU&param.company=2020", Calls.Yaml(FlowTexts.WithParameters)).OkAsync();

        var refused = await _host.Local.PutAsync($"{Path}/parameters", Calls.Json("""{"values":{"region":"US"}}""")).ProblemAsync(HttpStatusCode.PreconditionRequired);
        var deployed = await _host.Local.PutAsync($"{Path}/parameters", Calls.Json("""{"values":{"region":"US"}}"""), "\"1\"").OkAsync();

        Assert.Equal("IA2009", (string?)refused["code"]);
        Assert.Equal(2, (int?)deployed["flows"]![0]!["version"]);
        Assert.Equal("""{"region":"US"}""", deployed["flows"]![0]!["parameters"]!.ToJsonString());
    }

    [Fact]
    public async Task Values_of_a_bundle_go_to_the_flows_that_declare_them()
    {
        var zip = new MemoryStream();
        using (var archive = new System.IO.Compression.ZipArchive(zip, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in new[] { ("a", FlowTexts.WithParameters), ("b", FlowTexts.Orders.Replace("orders", "b")) })
            {
                using var writer = new StreamWriter(archive.CreateEntry($"{name}.flow.yaml").Open());
                writer.Write(text);
            }
        }

        var deployed = await _host.Local.PostAsync($"{Calls.Demo}/deployments?param.region=EU", Calls.Zip(zip.ToArray())).OkAsync();
        var refused = await _host.Local.PostAsync($"{Calls.Demo}/deployments?force=true&param.region=EU&param.nothing=1", Calls.Zip(zip.ToArray())).ProblemAsync(HttpStatusCode.UnprocessableEntity);

        Assert.Equal(["""{"region":"EU"}""", "{}"], deployed["flows"]!.AsArray().Select(f => f!["parameters"]!.ToJsonString()));
        Assert.Equal("IA1411", (string?)refused["diagnostics"]![0]!["code"]);
    }

    [Fact]
    public async Task The_log_level_changes_without_a_new_version()
    {
        await _host.Local.PutAsync(Path, Calls.Yaml(FlowTexts.Orders)).OkAsync();

        var flow = await _host.Local.PutAsync($"{Path}/log-level", Calls.Json("""{"level":"trace"}""")).OkAsync();
        var wrong = await _host.Local.PutAsync($"{Path}/log-level", Calls.Json("""{"level":"loud"}""")).ProblemAsync(HttpStatusCode.BadRequest);
        var missing = await _host.Local.PutAsync($"{Path}/log-level", Calls.Json("{}")).ProblemAsync(HttpStatusCode.BadRequest);

        Assert.Equal("Trace", (string?)flow["logLevel"]);
        Assert.Equal(1, (int?)flow["version"]);
        Assert.Equal("IA2005", (string?)wrong["code"]);
        Assert.Equal("IA2005", (string?)missing["code"]);
    }
}
