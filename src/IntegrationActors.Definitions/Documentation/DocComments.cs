using System.Collections.Concurrent;
using System.Reflection;
using System.Xml;
using System.Xml.Linq;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Definitions.Documentation;

/// <summary>Doc comments of options records, read from the XML file beside their assembly. Code words come in backticks.</summary>
internal static class DocComments
{
    private static readonly ConcurrentDictionary<Assembly, Dictionary<string, string>> Files = new();

    /// <summary>The summary; empty when the assembly came without its XML file.</summary>
    public static string Of(MemberInfo member) => Files.GetOrAdd(AssemblyOf(member), Read).GetValueOrDefault(Id(member), "");

    private static Assembly AssemblyOf(MemberInfo member) => (member as Type ?? member.DeclaringType!).Assembly;

    private static string Id(MemberInfo member)
    {
        var type = (member as Type ?? member.DeclaringType!).FullName!.Replace('+', '.');
        return member switch
        {
            Type => $"T:{type}",
            FieldInfo => $"F:{type}.{member.Name}",
            _ => $"P:{type}.{member.Name}",
        };
    }

    private static Dictionary<string, string> Read(Assembly assembly)
    {
        var summaries = new Dictionary<string, string>(StringComparer.Ordinal);
        var file = Path.Combine(AppContext.BaseDirectory, $"{assembly.GetName().Name}.xml");
        if (!File.Exists(file))
        {
            return summaries;
        }

        using var stream = File.OpenRead(file);
        using var reader = SafeXml.CreateReader(stream);
        foreach (var member in XDocument.Load(reader).Descendants("member"))
        {
            if (member.Element("summary") is { } summary && member.Attribute("name") is { } name)
            {
                summaries[name.Value] = Text(summary);
            }
        }

        return summaries;
    }

    private static string Text(XElement element)
    {
        var text = string.Concat(element.Nodes().Select(Text));
        return string.Join(' ', text.Split([' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries));
    }

    private static string Text(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "c" or "code" } code => $"`{code.Value}`",
        XElement { Name.LocalName: "see" or "seealso" or "paramref" } link => Linked(link),
        XElement { Name.LocalName: "para" } paragraph => $" {Text(paragraph)} ",
        XElement other => Text(other),
        _ => "",
    };

    // <see cref="P:A.B.MaxSize"/> is the option maxSize for a reader of the page.
    private static string Linked(XElement link)
    {
        var target = (link.Attribute("cref") ?? link.Attribute("langword") ?? link.Attribute("name") ?? link.Attribute("href"))?.Value ?? "";
        if (link.Value.Length > 0 || !target.Contains(':', StringComparison.Ordinal) || target.StartsWith("http", StringComparison.Ordinal))
        {
            return link.Value.Length > 0 ? link.Value : target;
        }

        var name = target[(target.LastIndexOf('.') + 1)..];
        return target.StartsWith("T:", StringComparison.Ordinal) ? name : $"`{System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(name)}`";
    }
}
