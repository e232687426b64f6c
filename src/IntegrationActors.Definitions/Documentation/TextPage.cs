using System.Text;
using IntegrationActors.Definitions.Shapes;

namespace IntegrationActors.Definitions.Documentation;

/// <summary>A topic as plain text for a terminal.</summary>
internal static class TextPage
{
    private const int Width = 100;

    public static string Write(Topic topic)
    {
        var page = new StringBuilder();
        page.Append(topic.Path).Append(" (").Append(Kind(topic)).Append(")\n");
        Paragraph(page, topic.Summary, "  ");
        if (topic.Option is { } option)
        {
            Facts(page, option);
        }

        Paragraph(page, topic.ShortForm ?? "", "  ");
        if (topic.Component is { } component)
        {
            Paragraph(page, Names.Elsewhere(component), "  ");
        }

        if (topic.Record is { Options.Count: > 0 } record)
        {
            Options(page, "Options", record.Options.Where(o => !o.IsAdvanced));
            Options(page, "Rarely needed", record.Options.Where(o => o.IsAdvanced));
        }

        foreach (var example in topic.Examples)
        {
            page.Append("\nExample: ").Append(example.Title).Append('\n');
            Block(page, example.Yaml, "  ");
        }

        return page.ToString();
    }

    /// <summary>Text in lines of a width that people can read; code words lose their backticks.</summary>
    public static void Paragraph(StringBuilder page, string text, string indent)
    {
        var column = 0;
        foreach (var word in text.Replace("`", "", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var fits = column > 0 && column + 1 + word.Length <= Width;
            page.Append(fits ? " " : column > 0 ? "\n" + indent : indent).Append(word);
            column = (fits ? column + 1 : indent.Length) + word.Length;
        }

        page.Append(column > 0 ? "\n" : "");
    }

    private static string Kind(Topic topic) => topic.Option is { } option ? $"{option.Type}{(option.IsRequired ? ", required" : "")}" : topic.Kind;

    private static void Facts(StringBuilder page, ComponentOption option)
    {
        Fact(page, "Default", option.Default);
        Fact(page, "Allowed", option.Limits);
        if (option.Shape is EnumShape words)
        {
            foreach (var name in words.Names)
            {
                Fact(page, name, words.Summary(name));
            }
        }

        Fact(page, "Write", option.IsChannel ? option.Sample : $"{option.Name}: {option.Sample}");
    }

    private static void Fact(StringBuilder page, string name, string? value)
    {
        if (value is { Length: > 0 })
        {
            Paragraph(page, $"{name}: {value}", "  ");
        }
    }

    private static void Options(StringBuilder page, string title, IEnumerable<ComponentOption> options)
    {
        var heading = $"\n{title}\n";
        foreach (var option in options)
        {
            page.Append(heading);
            heading = "";
            var name = option.IsChannel ? "<channel>" : option.Name;
            var more = option.IsRequired ? ", required" : option.Default is { } value ? $", default {value}" : "";
            Paragraph(page, $"{name} ({option.Type}{more})", "  ");
            Paragraph(page, option.Summary, "      ");
        }
    }

    private static void Block(StringBuilder page, string text, string indent)
    {
        foreach (var line in text.TrimEnd().EnumerateLines())
        {
            page.Append(indent).Append(line).Append('\n');
        }
    }
}
