using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.OpenApi;

namespace IntegrationActors.Management.Tests.Reference;

public sealed partial class OpenApiTests : IAsyncLifetime
{
    private static readonly string[] OpenToEveryone = ["livez", "readyz"];
    private ManagementHost _host = null!;
    private string _text = "";

    public async Task InitializeAsync()
    {
        _host = await ManagementHost.StartAsync();
        _text = await _host.Local.GetStringAsync("/openapi/v1.json");
    }

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    [Fact]
    public void The_document_is_valid_open_api_3_1()
    {
        var read = OpenApiDocument.Parse(_text, "json");

        Assert.Equal(OpenApiSpecVersion.OpenApi3_1, read.Diagnostic!.SpecificationVersion);
        Assert.Empty(read.Diagnostic.Errors.Select(e => e.ToString()));
        Assert.Empty(read.Diagnostic.Warnings.Select(e => e.ToString()));
        Assert.Empty(read.Document!.Validate(ValidationRuleSet.GetDefaultRuleSet()).Select(e => e.ToString()));
    }

    [Fact]
    public void Every_route_is_in_it()
    {
        var routes =
            from route in _host.Routes
            where route.Path is not ("/openapi/v1.json" or "/administrators-only")
            select $"{route.Method} {Constraint().Replace(route.Path, "{${name}}")}";

        Assert.Equal(routes.Order(StringComparer.Ordinal), Operations().Select(o => o.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_operation_has_a_name_a_summary_and_what_it_answers()
    {
        var operations = Operations().Select(o => o.Operation).ToList();

        Assert.Equal(operations.Count, operations.Select(o => (string)o["operationId"]!).Distinct().Count());
        Assert.All(operations, o => Assert.NotEmpty((string)o["summary"]!));
        Assert.All(operations, o => Assert.Contains(Answers(o), a => a.Key[0] == '2'));
        Assert.All(
            operations.SelectMany(o => Answers(o).Select(a => (Operation: o, a.Key, a.Value))).Where(a => a.Key[0] == '2' && a.Key != "204"),
            a => Assert.True(a.Value!["content"] is JsonObject { Count: > 0 } || a.Key == "201", $"{a.Operation["operationId"]} {a.Key}: {a.Value.ToJsonString()}"));
    }

    [Fact]
    public void Every_refusal_is_a_problem()
    {
        foreach (var operation in Operations().Select(o => o.Operation).Where(o => !OpenToEveryone.Contains((string)o["operationId"]!)))
        {
            var refusals = Answers(operation).Where(a => a.Key[0] is '4' or '5').ToList();

            Assert.True(refusals.Count >= 4, operation.ToJsonString());
            Assert.Contains(refusals, r => r.Key == "401");
            Assert.All(refusals, r => Assert.Equal("#/components/schemas/Problem", (string?)r.Value!["content"]!["application/problem+json"]!["schema"]!["$ref"]));
        }
    }

    [Fact]
    public void Queries_headers_and_bodies_are_in_it()
    {
        var deploy = Operations().Single(o => o.Name == "PUT /api/v1/tenants/{tenant}/flows/{flow}").Operation;
        var search = Operations().Single(o => o.Name == "GET /api/v1/tenants/{tenant}/messages").Operation;

        Assert.Equal(["flow", "tenant", "If-Match", "If-None-Match", "dryRun", "file", "force", "ifVersion", "param"], Parameters(deploy).OrderBy(p => p is "flow" or "tenant" ? 0 : 1).ThenBy(p => p, StringComparer.Ordinal));
        Assert.Equal(["application/yaml", "application/zip"], deploy["requestBody"]!["content"]!.AsObject().Select(c => c.Key).Order(StringComparer.Ordinal));
        Assert.Contains("cursor", Parameters(search));
        Assert.All(Operations(), o => Assert.All(o.Operation["parameters"]?.AsArray() ?? [], p => Assert.True(p!["in"]!.ToString() == "path" || p["description"] is not null, p.ToJsonString())));
    }

    private static IEnumerable<string> Parameters(JsonNode operation) => operation["parameters"]!.AsArray().Select(p => (string)p!["name"]!);

    private static JsonObject Answers(JsonNode operation) => operation["responses"]!.AsObject();

    private IEnumerable<(string Name, JsonNode Operation)> Operations() =>
        from path in JsonNode.Parse(_text)!["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        where operation.Key is "get" or "put" or "post" or "delete" or "patch"
        select ($"{operation.Key.ToUpperInvariant()} {path.Key}", operation.Value);

    [GeneratedRegex(@"\{\**(?<name>\w+)(:\w+)?\}")]
    private static partial Regex Constraint();
}
