namespace IntegrationActors.Definitions.Formatting;

/// <summary>Puts the parts of a file below its top keys in order; each part keeps the comments above it.</summary>
internal static class TopOrder
{
    /// <summary>The text with its top keys in this order; keys that are not in it come last, as they stood.</summary>
    public static string Apply(string text, IReadOnlyList<string> order)
    {
        var (head, parts) = Split(text.TrimEnd('\n').Split('\n'));
        var sorted = parts.OrderBy(p => order.Contains(p.Key, StringComparer.Ordinal) ? order.ToList().IndexOf(p.Key) : int.MaxValue).ToList();
        return sorted.Select(p => p.Key).SequenceEqual(parts.Select(p => p.Key), StringComparer.Ordinal)
            ? text
            : string.Join('\n', head.Concat(sorted.SelectMany(p => p.Lines))).Trim('\n') + "\n";
    }

    // Comments with an empty line below them, at the beginning, are about the file.
    private static (List<string> Head, List<Part> Parts) Split(IReadOnlyList<string> lines)
    {
        var (head, parts, above) = (new List<string>(), new List<Part>(), new List<string>());
        foreach (var line in lines)
        {
            if (line.Length == 0 || line[0] == '#')
            {
                above.Add(line);
                if (line.Length == 0 && parts.Count == 0)
                {
                    head.AddRange(above);
                    above.Clear();
                }
            }
            else if (line[0] is ' ' or '-' or '}' or ']')
            {
                parts.LastOrDefault()?.Lines.AddRange(above);
                above.Clear();
                parts.LastOrDefault()?.Lines.Add(line);
            }
            else
            {
                parts.Add(new Part(line[..Math.Max(0, line.IndexOf(':', StringComparison.Ordinal))].Trim('"'), [.. above, line]));
                above.Clear();
            }
        }

        parts.LastOrDefault()?.Lines.AddRange(above);
        return (head, parts);
    }

    private sealed record Part(string Key, List<string> Lines);
}
