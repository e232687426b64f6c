using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace IntegrationActors.Server.Tests.Support;

/// <summary>What tests do through the management API, in a word each.</summary>
internal static class Operator
{
    public static async Task<HttpResponseMessage> DeployAsync(this HttpClient api, string flow, string yaml, params (string Name, string Value)[] parameters)
    {
        var query = string.Concat(parameters.Select(p => $"&param.{p.Name}={Uri.EscapeDataString(p.Value)}"));
        using var content = new StringContent(yaml, Encoding.UTF8, "application/yaml");
        return await api.PutAsync($"tenants/demo/flows/{flow}?force=true{query}", content);
    }

    public static async Task MustDeployAsync(this HttpClient api, string flow, string yaml, params (string Name, string Value)[] parameters)
    {
        using var response = await api.DeployAsync(flow, yaml, parameters);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    public static async Task<JsonElement> ReadAsync(this HttpClient api, string path) => await api.GetFromJsonAsync<JsonElement>($"tenants/demo/{path}");

    public static async Task<IReadOnlyList<JsonElement>> MessagesAsync(this HttpClient api, string query = "")
    {
        var all = new List<JsonElement>();
        string? cursor = null;
        do
        {
            var page = await api.ReadAsync($"messages?limit=500&{query}{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}");
            all.AddRange(page.GetProperty("items").EnumerateArray());
            cursor = page.TryGetProperty("nextCursor", out var next) && next.ValueKind == JsonValueKind.String ? next.GetString() : null;
        }
        while (cursor is not null);

        return all;
    }

    /// <summary>Creates a sender client and returns <c>id:secret</c>.</summary>
    public static async Task<string> CreateClientAsync(this HttpClient api, string id, params string[] roles)
    {
        using var response = await api.PostAsJsonAsync("tenants/demo/clients", new { id, roles });
        var body = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(response.IsSuccessStatusCode, body.ToString());
        return $"{id}:{body.GetProperty("secret").GetString()}";
    }
}
