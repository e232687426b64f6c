using System.Text;

namespace IntegrationActors.Definitions.Documentation;

/// <summary>Markdown of the documents in this assembly as text for a terminal: paragraphs in readable lines, fenced blocks as they are, indented.</summary>
internal static class PlainText
{
    private const string Fence = "```";

    public static void Write(StringBuilder page, string markdown)
    {
        var (paragraph, isBlock) = (new StringBuilder(), false);
        foreach (var line in markdown.Split('\n'))
        {
            var isFence = line.StartsWith(Fence, StringComparison.Ordinal);
            if (!isBlock && !isFence && line.Length > 0)
            {
                paragraph.Append(line).Append(' ');
                continue;
            }

            TextPage.Paragraph(page, paragraph.ToString(), "  ");
            paragraph.Clear();
            isBlock ^= isFence;
            page.Append(isFence ? "" : isBlock ? $"    {line}\n" : "\n");
        }

        TextPage.Paragraph(page, paragraph.ToString(), "  ");
    }
}
