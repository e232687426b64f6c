using System.Text;
using IntegrationActors.Core.Options;
using IntegrationActors.Definitions.Shapes;

namespace IntegrationActors.Definitions.Documentation;

/// <summary>A topic as a page of the reference: one sentence, the smallest YAML, all of it with defaults, a table of options, examples, names elsewhere.</summary>
internal static class MarkdownPage
{
    public static string Write(Topic topic)
    {
        var page = new StringBuilder($"# {topic.Path}\n\n{Capital(topic.Kind)}. {Escape(topic.Summary)}\n");
        if (topic.Component is { } component && Names.Elsewhere(component) is { Length: > 0 } names)
        {
            page.Append($"\n{Escape(names)}\n");
        }

        if (topic.Examples is [var first, ..])
        {
            Code(page, "Smallest", first);
        }

        if (topic.Record is { Options.Count: > 0 } record)
        {
            page.Append("\n## All options\n\n```yaml\n").Append(topic.Component is { } whole ? OptionsYaml.Of(whole) : OptionsYaml.Of(record)).Append("```\n");
            page.Append(topic.ShortForm is { } form ? $"\n{form}\n" : "");
            Tables(page, "", record, []);
        }

        foreach (var example in topic.Examples.Skip(1))
        {
            Code(page, "Example", example);
        }

        return page.ToString();
    }

    private static void Code(StringBuilder page, string heading, ExampleAttribute example) =>
        page.Append($"\n## {heading}: {Escape(example.Title)}\n\n```yaml\n{example.Yaml.Trim()}\n```\n");

    private static void Tables(StringBuilder page, string path, RecordShape record, HashSet<Type> seen)
    {
        if (!seen.Add(record.Type))
        {
            return;
        }

        page.Append(path.Length == 0 ? "\n" : $"\n### {path}\n\n").Append("| option | value | default | meaning |\n| --- | --- | --- | --- |\n");
        foreach (var option in record.Options.OrderBy(o => o.IsAdvanced))
        {
            var name = option.IsChannel ? "*(a receiver channel)*" : $"`{option.Name}`";
            var value = option.Type + (option.Limits is { } limits ? $"; {limits}" : "");
            page.Append($"| {name} | {Cell(value)} | {(option.IsRequired ? "required" : option.Default is { } text ? $"`{Cell(text)}`" : "")} | {Cell(option.Summary)} |\n");
        }

        foreach (var option in record.Options.Where(o => o.Shape.Inner is { Options.Count: > 0 }))
        {
            Tables(page, path.Length == 0 ? option.Name : $"{path}.{option.Name}", option.Shape.Inner!, seen);
        }
    }

    private static string Cell(string text) => Escape(text).Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ");

    // <tenant> in a doc comment is no element of the page, except inside code.
    private static string Escape(string text) =>
        string.Join('`', text.Split('`').Select((part, i) => i % 2 == 0 ? part.Replace("<", "&lt;", StringComparison.Ordinal) : part));

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
