using System.Net;
using System.Text.Json.Nodes;

namespace IntegrationActors.Management.Tests.Reference;

public sealed class ReferenceTests : IAsyncLifetime
{
    private static readonly string[] Verbs = ["get", "put", "post", "delete"];
    private ManagementHost _host = null!;

    public async Task InitializeAsync() => _host = await ManagementHost.StartAsync();

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    [Fact]
    public async Task The_document_is_open_api_3_1_and_names_every_operation()
    {
        var document = await _host.Local.GetAsync("/openapi/v1.json").OkAsync();

        Assert.StartsWith("3.1", (string?)document["openapi"]);
        var operations = document["paths"]!.AsObject().SelectMany(p => p.Value!.AsObject().Where(o => Verbs.Contains(o.Key))).ToList();
        Assert.True(operations.Count > 25, $"{operations.Count} operations");
        Assert.All(operations, o => Assert.False(string.IsNullOrEmpty((string?)o.Value!["summary"]), o.Value.ToJsonString()));
        Assert.All(operations, o => Assert.False(string.IsNullOrEmpty((string?)o.Value!["operationId"]), o.Value.ToJsonString()));
    }

    [Fact]
    public async Task Schema_explanations_and_pages_come_from_the_server()
    {
        var schema = JsonNode.Parse(await _host.Local.GetStringAsync("/api/v1/schema"))!;
        var explained = await _host.Local.GetStringAsync("/api/v1/explain/set");
        var page = await _host.Local.GetStringAsync("/api/v1/reference/steps/set.md");
        var index = await _host.Local.GetStringAsync("/api/v1/reference");

        Assert.Equal("https://json-schema.org/draft/2020-12/schema", (string?)schema["$schema"]);
        Assert.Contains("headers", explained);
        Assert.Contains("# set", page);
        Assert.Contains("steps/set.md", index);
        await _host.Local.GetAsync("/api/v1/explain/sett").ProblemAsync(HttpStatusCode.NotFound);
        await _host.Local.GetAsync("/api/v1/reference/nothing.md").ProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_server_says_where_senders_reach_it()
    {
        var server = await _host.Local.GetAsync("/api/v1/server").OkAsync();

        Assert.Equal("http://127.0.0.1:8080", (string?)server["senderAddresses"]![0]);
    }
}
