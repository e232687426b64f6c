namespace IntegrationActors.Definitions.Binding;

/// <summary>How text of an author is repeated inside a finding, which is one line.</summary>
internal static class Wording
{
    private const int Longest = 60;

    public static string Short(string text)
    {
        var line = string.Concat(text.Trim().Select(c => char.IsControl(c) ? ' ' : c));
        return line.Length <= Longest ? line : line[..Longest] + "…";
    }

    /// <summary><c>a, b or c</c>.</summary>
    public static string OneOf(IReadOnlyList<string> names) => names.Count switch
    {
        0 => "nothing",
        1 => names[0],
        _ => $"{string.Join(", ", names.SkipLast(1))} or {names[^1]}",
    };
}
