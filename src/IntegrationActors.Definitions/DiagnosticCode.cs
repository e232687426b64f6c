using System.Text;
using IntegrationActors.Definitions.Documentation;

namespace IntegrationActors.Definitions;

/// <summary>A code of findings and faults, explained.</summary>
/// <param name="Code">The code, <c>IA1001</c>.</param>
/// <param name="Title">What it means, in a few words.</param>
/// <param name="Explanation">What happened and what to do, as Markdown: paragraphs, and examples as fenced blocks.</param>
public sealed record DiagnosticCode(string Code, string Title, string Explanation)
{
    /// <summary>As plain text for a terminal.</summary>
    public override string ToString()
    {
        var page = new StringBuilder($"{Code}: {Title}\n");
        PlainText.Write(page, Explanation);
        return page.ToString();
    }
}
