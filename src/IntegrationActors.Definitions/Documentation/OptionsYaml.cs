using System.Text;
using IntegrationActors.Definitions.Shapes;

namespace IntegrationActors.Definitions.Documentation;

/// <summary>All options of a record as YAML: required ones and defaults as they are, the others as comments.</summary>
internal static class OptionsYaml
{
    // Records may contain themselves; a page that shows four levels has shown enough.
    private const int MaxLevels = 4;

    /// <summary>A component as the list item or the one-key map that it is in a flow.</summary>
    public static string Of(Component component)
    {
        var text = new StringBuilder(component.Kind == ComponentKind.Step ? "- " : "").Append(component.Name).Append(":\n");
        Append(text, component.Shape, component.Kind == ComponentKind.Step ? "    " : "  ", 0);
        return text.ToString();
    }

    public static string Of(RecordShape record)
    {
        var text = new StringBuilder();
        Append(text, record, "", 0);
        return text.ToString();
    }

    private static void Append(StringBuilder text, RecordShape record, string indent, int level)
    {
        foreach (var option in record.Options)
        {
            var isNested = option.Shape is RecordShape && option.Default is null && level < MaxLevels;
            // What a single value stands for is what most write, and others may need it.
            var isShown = option.IsRequired || option == record.Shorthand || option.Shown is not null || option.Default is not null && option.DefaultIsValue;
            text.Append(indent).Append(isShown ? "" : "# ");
            if (isNested)
            {
                text.Append(option.Name).Append(":\n");
                Append(text, (RecordShape)option.Shape, indent + (isShown ? "  " : "#   "), level + 1);
            }
            else
            {
                text.Append(option.IsChannel ? option.Sample : $"{option.Name}: {(isShown ? option.Shown ?? option.Default ?? option.Sample : option.Sample)}").Append('\n');
            }
        }
    }
}
