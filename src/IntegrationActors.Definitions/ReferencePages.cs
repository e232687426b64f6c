using System.Text;
using IntegrationActors.Definitions.Documentation;

namespace IntegrationActors.Definitions;

/// <summary>The reference of the flow language as Markdown pages.</summary>
public static class ReferencePages
{
    /// <summary>Pages by relative path: <c>README.md</c>, <c>flow.md</c>, <c>steps/set.md</c>, <c>senders/https.md</c>, <c>receivers/https.md</c>.</summary>
    public static IReadOnlyDictionary<string, string> Write(Catalogue catalogue)
    {
        var pages = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var index = new StringBuilder("# Reference of the flow language\n\nGenerated from the options records; change them, not these pages.\n\n| page | what it is | SAP Cloud Integration | Apache Camel |\n| --- | --- | --- | --- |\n");
        foreach (var topic in new TopicTree(catalogue).Roots.Where(t => t.Option is null))
        {
            var path = PathOf(topic);
            pages.Add(path, MarkdownPage.Write(topic));
            index.Append($"| [{topic.Path}]({path}) | {topic.Kind}: {Cell(FirstSentence(topic.Summary))} | {Cell(topic.Component?.Sap)} | {Cell(topic.Component?.Camel)} |\n");
        }

        pages.Add("README.md", index.ToString());
        return pages;
    }

    private static string PathOf(Topic topic) => topic.Component?.Kind switch
    {
        ComponentKind.Step => $"steps/{topic.Path}.md",
        ComponentKind.Sender => $"senders/{topic.Path}.md",
        ComponentKind.Receiver => $"receivers/{topic.Path}.md",
        _ => $"{topic.Path}.md",
    };

    private static string FirstSentence(string summary)
    {
        var end = summary.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? summary : summary[..(end + 1)];
    }

    private static string Cell(string? text) => (text ?? "").Replace("|", "\\|", StringComparison.Ordinal);
}
