namespace IntegrationActors.Cli.Stubs;

/// <summary>A message that went to a stub.</summary>
internal sealed record StubCall
{
    /// <summary>Name of the step that called.</summary>
    public required string Step { get; init; }

    /// <summary>Kind of the channel.</summary>
    public required string Kind { get; init; }

    /// <summary>HTTP method; null for other channels.</summary>
    public string? Method { get; init; }

    /// <summary>Address that was called; null for other channels.</summary>
    public string? Url { get; init; }

    public required IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; }

    public required byte[] Body { get; init; }

    /// <summary>Whom it went to, for people.</summary>
    public string Target => Url is null ? $"{Step} ({Kind})" : $"{Step} ({Method} {Url})";

    public string Text => System.Text.Encoding.UTF8.GetString(Body);

    public bool Is(string name) => string.Equals(Step, name, StringComparison.Ordinal) || string.Equals(Kind, name, StringComparison.Ordinal);

    /// <summary>Value of a header; null when there is none.</summary>
    public string? Header(string name)
    {
        var values = Headers.Where(h => string.Equals(h.Key, name, StringComparison.OrdinalIgnoreCase)).Select(h => h.Value).ToList();
        return values.Count == 0 ? null : string.Join(", ", values);
    }
}
