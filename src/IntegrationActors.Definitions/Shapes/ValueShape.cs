using System.Text.Json.Nodes;
using IntegrationActors.Definitions.Binding;
using IntegrationActors.Definitions.Documentation;
using IntegrationActors.Definitions.Yaml;

namespace IntegrationActors.Definitions.Shapes;

/// <summary>
/// What an option of one C# type looks like in YAML. The one description of a type: binding, findings, JSON schema and reference pages all ask it.
/// </summary>
internal abstract class ValueShape
{
    /// <summary>The type in a table of options, such as <c>duration</c>.</summary>
    public abstract string Word { get; }

    /// <summary>A value as someone would write it on one line.</summary>
    public abstract string Sample { get; }

    /// <summary>The options inside, when the value is a record or a list or map of records.</summary>
    public virtual RecordShape? Inner => null;

    /// <summary>Reads a value; null when it is wrong, which is reported.</summary>
    public abstract object? Bind(YamlNode node, Place place, BindingContext context);

    /// <summary>A value of the type as it is written in YAML; null when there is nothing to show.</summary>
    public virtual string? Format(object value) => null;

    public abstract JsonObject Schema(SchemaBuilder schema);
}
