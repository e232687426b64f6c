using System.Net;
using System.Text.Json;
using IntegrationActors.Server.Tests.Support;

namespace IntegrationActors.Server.Tests;

public sealed class FindingsTests
{
    private const string FiveMistakes = """
        flow: orders
        from:
          https: { path: /orders5, maxBodySize: lots }
        steps:
          - set:
              propertis: { id: "1" }
          - log: "${heder.x}"
          - call: { https: { method: POST } }
          - call: { https: { url: "http://127.0.0.1:1", credential: erp-technical } }
        """;

    private static readonly string[] Places = ["orders.flow.yaml(3,41)", "orders.flow.yaml(6,7)", "orders.flow.yaml(7,13)", "orders.flow.yaml(8,13)", "orders.flow.yaml(9,61)"];

    [Fact]
    public async Task Five_mistakes_give_five_findings_with_their_places_and_the_same_text_everywhere()
    {
        await using var server = await ServerProcess.StartFreshAsync();
        using var api = server.CreateOperator();
        var folder = Directory.CreateTempSubdirectory("ia-findings");
        var file = Path.Combine(folder.FullName, "orders.flow.yaml");
        await File.WriteAllTextAsync(file, FiveMistakes);

        using var response = await api.DeployAsync("orders", FiveMistakes);
        var lint = await Ia.RunAsync(server, "lint", file);
        var apply = await Ia.RunAsync(server, "apply", "-f", file);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        var problem = JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync());
        var findings = problem.GetProperty("diagnostics").EnumerateArray().Select(d => d.GetProperty("text").GetString()!).ToArray();
        Assert.Equal(Places, findings.Select(f => f[..f.IndexOf(": ", StringComparison.Ordinal)]));
        Assert.All(findings, f => Assert.Contains(f, lint.Output));
        Assert.All(findings, f => Assert.Contains(f, apply.Output));
        Assert.Equal(1, lint.ExitCode);
        Assert.Equal(1, apply.ExitCode);
        using var missing = await api.GetAsync(new Uri("tenants/demo/flows/orders", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }
}
