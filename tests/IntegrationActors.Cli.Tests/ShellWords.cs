using System.Text;

namespace IntegrationActors.Cli.Tests;

/// <summary>Splits a line of a shell into the words that <c>ia</c> gets.</summary>
internal static class ShellWords
{
    /// <summary>The words from <c>ia</c> on, up to a redirection or the end of its substitution.</summary>
    public static IReadOnlyList<string> OfIa(string line)
    {
        var start = line.StartsWith("ia ") ? 0 : line.IndexOf("(ia ") is >= 0 and var inside ? inside + 1 : line.IndexOf("| ia ") + 2;
        return [.. Split(line[start..])];
    }

    private static IEnumerable<string> Split(string text)
    {
        var word = new StringBuilder();
        var (quote, isOpen) = ('\0', false);
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case ')' or '<' or '|' when quote == '\0':
                    i = text.Length;
                    break;
                case ' ' when quote == '\0':
                    if (isOpen)
                    {
                        yield return word.ToString();
                    }

                    word.Clear();
                    isOpen = false;
                    break;
                case '\'' or '"' when quote == '\0' || quote == text[i]:
                    quote = quote == '\0' ? text[i] : '\0';
                    isOpen = true;
                    break;
                case '\\' when quote != '\'':
                    word.Append(text[++i]);
                    isOpen = true;
                    break;
                default:
                    word.Append(text[i]);
                    isOpen = true;
                    break;
            }
        }

        if (isOpen)
        {
            yield return word.ToString();
        }
    }
}
