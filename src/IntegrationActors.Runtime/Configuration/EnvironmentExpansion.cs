using System.Text;

namespace IntegrationActors.Runtime.Configuration;

/// <summary>
/// Replaces <c>${env:NAME}</c> and <c>${env:NAME:-default}</c>, which HOCON doesn't know. Inside quotes the value is escaped, so it can't end the string;
/// comments stay as they are.
/// </summary>
internal sealed class EnvironmentExpansion(IReadOnlyDictionary<string, string> environment)
{
    private const string Start = "${env:";
    private const string DefaultMark = ":-";

    public string Expand(string file, string text, List<string> findings)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].Contains(Start, StringComparison.Ordinal))
            {
                lines[i] = ExpandLine(lines[i], ConfigText.Place(file, i + 1), findings);
            }
        }

        return string.Join('\n', lines);
    }

    private string ExpandLine(string line, string place, List<string> findings)
    {
        var result = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            if (!quoted && (line[i] == '#' || line.AsSpan(i).StartsWith("//", StringComparison.Ordinal)))
            {
                return result.Append(line, i, line.Length - i).ToString();
            }

            if (line.AsSpan(i).StartsWith(Start, StringComparison.Ordinal) && line.IndexOf('}', i) is var end and > 0)
            {
                var value = Value(line[(i + Start.Length)..end], place, findings);
                result.Append(quoted ? HoconQuote.Escape(value) : Plain(value));
                i = end;
                continue;
            }

            if (quoted && line[i] == '\\' && i + 1 < line.Length)
            {
                result.Append(line[i++]);
            }
            else
            {
                quoted ^= line[i] == '"';
            }

            result.Append(line[i]);
        }

        return result.ToString();
    }

    // Without a word HOCON would take the next line for the value.
    private static string Plain(string value) => string.IsNullOrWhiteSpace(value) ? "\"\"" : value;

    private string Value(string reference, string place, List<string> findings)
    {
        var mark = reference.IndexOf(DefaultMark, StringComparison.Ordinal);
        var name = mark < 0 ? reference : reference[..mark];
        if (environment.TryGetValue(name, out var value) && (value.Length > 0 || mark < 0))
        {
            return value;
        }

        if (mark < 0)
        {
            findings.Add($"{place}environment variable '{name}' is not set: set it, or write ${{env:{name}:-default}}");
            return "";
        }

        return reference[(mark + DefaultMark.Length)..];
    }
}
