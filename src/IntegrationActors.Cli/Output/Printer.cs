using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using IntegrationActors.Cli.Api;

namespace IntegrationActors.Cli.Output;

/// <summary>Prints answers in the form the user asked for. JSON and YAML have the shape of the API.</summary>
internal sealed class Printer(Terminal terminal, OutputFormat format)
{
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions Indented = new(Compact) { WriteIndented = true };

    /// <summary>An answer as JSON in one line.</summary>
    public static string OneLine(JsonNode answer) => answer.ToJsonString(Compact);

    /// <summary>Prints a list: the whole answer as JSON or YAML, its items as table or as names.</summary>
    public void List(JsonNode answer, string nameMember, IReadOnlyList<Column> columns)
    {
        if (TryWhole(answer))
        {
            return;
        }

        var items = answer.Items("items").ToList();
        if (format == OutputFormat.Name)
        {
            items.ForEach(item => terminal.Out.WriteLine(item.Text(nameMember)));
        }
        else if (items.Count == 0)
        {
            terminal.Error.WriteLine("none");
        }
        else
        {
            Table(items, columns);
        }
    }

    /// <summary>Prints one thing; <paramref name="forPeople"/> prints it when neither JSON, YAML nor the bare name is asked for.</summary>
    public void One(JsonNode answer, string? name, Action forPeople)
    {
        if (TryWhole(answer))
        {
            return;
        }

        if (format == OutputFormat.Name)
        {
            terminal.Out.WriteLine(name);
        }
        else
        {
            forPeople();
        }
    }

    public void Table(IEnumerable<JsonNode> items, IReadOnlyList<Column> columns)
    {
        var shown = columns.Where(c => !c.Wide || format == OutputFormat.Wide).ToList();
        TextTable.Write(terminal, [.. shown.Select(c => c.Title)], items.Select(item => shown.Select(c => c.Text(item)).ToArray()), isCut: format != OutputFormat.Wide);
    }

    /// <summary>Lines of <c>name: value</c> below each other; empty values are left out.</summary>
    public void Facts(params ReadOnlySpan<(string Name, string? Value)> facts)
    {
        foreach (var (name, value) in facts)
        {
            if (!string.IsNullOrEmpty(value))
            {
                terminal.Out.WriteLine($"{name + ":",-18}{Harmless.Line(value)}");
            }
        }
    }

    private bool TryWhole(JsonNode answer)
    {
        switch (format)
        {
            case OutputFormat.Json:
                terminal.Out.WriteLine(answer.ToJsonString(Indented));
                return true;
            case OutputFormat.Yaml:
                YamlText.Write(terminal.Out, answer);
                return true;
            default:
                return false;
        }
    }
}
