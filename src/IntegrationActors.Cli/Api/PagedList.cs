using System.Text.Json.Nodes;

namespace IntegrationActors.Cli.Api;

/// <summary>Reads a list page after page, until there are as many entries as are wanted.</summary>
internal static class PagedList
{
    /// <summary>The entries, with the cursor of the page behind them.</summary>
    /// <param name="api">The server.</param>
    /// <param name="path">The path of the first page with so many entries at most; it has a query.</param>
    /// <param name="wanted">Most entries.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="CliException">Fewer than one are wanted.</exception>
    public static async Task<JsonNode> ReadAsync(ApiClient api, Func<int, string> path, int wanted, CancellationToken cancel)
    {
        if (wanted < 1)
        {
            throw CliException.Usage($"--limit {wanted}: at least 1");
        }

        var found = await api.GetAsync(path(wanted), cancel);
        while (found["items"] is JsonArray items && items.Count < wanted && found.Text("nextCursor") is { } cursor)
        {
            var page = await api.GetAsync($"{path(wanted - items.Count)}&cursor={Uri.EscapeDataString(cursor)}", cancel);
            page.Items("items").ToList().ForEach(item => items.Add(item.DeepClone()));
            found["nextCursor"] = page["nextCursor"]?.DeepClone();
        }

        Cut(found, wanted);
        return found;
    }

    private static void Cut(JsonNode found, int wanted)
    {
        while (found["items"] is JsonArray items && items.Count > wanted)
        {
            items.RemoveAt(items.Count - 1);
        }
    }
}
