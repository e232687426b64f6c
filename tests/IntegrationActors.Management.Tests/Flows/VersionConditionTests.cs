using System.Net;

namespace IntegrationActors.Management.Tests.Flows;

public sealed class VersionConditionTests : IAsyncLifetime
{
    private const string Path = $"{Calls.Demo}/flows/orders";
    private ManagementHost _host = null!;

    public async Task InitializeAsync()
    {
        _host = await ManagementHost.StartAsync();
        await _host.Local.PutAsync(Path, Calls.Yaml(FlowTexts.Orders)).OkAsync();
    }

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    [Fact]
    public async Task Replacing_without_naming_the_version_is_refused()
    {
        var problem = await _host.Local.PutAsync(Path, Calls.Yaml(FlowTexts.Orders)).ProblemAsync(HttpStatusCode.PreconditionRequired);

        Assert.Equal("IA2009", (string?)problem["code"]);
        Assert.Contains("If-Match: \"1\"", (string?)problem["detail"]);
    }

    [Theory]
    [InlineData("\"1\"")]
    [InlineData("W/\"1\"")]
    [InlineData("*")]
    public async Task Naming_the_current_version_replaces_it(string ifMatch)
    {
        var deployed = await _host.Local.PutAsync(Path, Calls.Yaml(FlowTexts.Orders), ifMatch).OkAsync();

        Assert.Equal(2, (int?)deployed["flows"]![0]!["version"]);
    }

    [Fact]
    public async Task Force_replaces_whatever_is_there()
    {
        var deployed = await _host.Local.PutAsync($"{Path}?force=true", Calls.Yaml(FlowTexts.Orders)).OkAsync();

        Assert.Equal(2, (int?)deployed["flows"]![0]!["version"]);
    }

    [Fact]
    public async Task Naming_another_version_is_a_conflict()
    {
        var problem = await _host.Local.PutAsync(Path, Calls.Yaml(FlowTexts.Orders), "\"7\"").ProblemAsync(HttpStatusCode.PreconditionFailed);

        Assert.Equal("flow 'orders' is at version 1, not 7: somebody changed it; read it again and decide anew", (string?)problem["detail"]);
    }

    [Fact]
    public async Task Only_create_refuses_a_flow_that_exists()
    {
        var request = new HttpRequestMessage(HttpMethod.Put, Path) { Content = Calls.Yaml(FlowTexts.Orders) };
        request.Headers.TryAddWithoutValidation("If-None-Match", "*");

        await _host.Local.SendAsync(request).ProblemAsync(HttpStatusCode.PreconditionFailed);
    }

    [Fact]
    public async Task A_bundle_names_the_version_of_each_flow()
    {
        await _host.Local.PostAsync($"{Calls.Demo}/deployments?file=orders.flow.yaml", Calls.Yaml(FlowTexts.Orders)).ProblemAsync(HttpStatusCode.PreconditionRequired);
        var deployed = await _host.Local.PostAsync($"{Calls.Demo}/deployments?file=orders.flow.yaml&ifVersion.orders=1", Calls.Yaml(FlowTexts.Orders)).OkAsync();

        Assert.Equal(2, (int?)deployed["flows"]![0]!["version"]);
    }

    [Fact]
    public async Task A_tag_that_is_no_version_is_not_understood()
    {
        var problem = await _host.Local.PutAsync(Path, Calls.Yaml(FlowTexts.Orders), "\"abc\"").ProblemAsync(HttpStatusCode.BadRequest);

        Assert.Contains("'abc' is no version", (string?)problem["detail"]);
    }

    [Fact]
    public async Task Undeploying_another_version_is_a_conflict_and_the_right_one_goes()
    {
        var stale = new HttpRequestMessage(HttpMethod.Delete, Path);
        stale.Headers.TryAddWithoutValidation("If-Match", "\"7\"");
        await _host.Local.SendAsync(stale).ProblemAsync(HttpStatusCode.PreconditionFailed);

        var gone = await _host.Local.DeleteAsync(Path);

        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        await _host.Local.GetAsync(Path).ProblemAsync(HttpStatusCode.NotFound);
    }
}
