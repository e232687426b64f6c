using System.Reflection;
using IntegrationActors.Core.Options;
using IntegrationActors.Definitions.Documentation;
using IntegrationActors.Definitions.Shapes;

namespace IntegrationActors.Definitions;

/// <summary>A step or a channel that flows can use, as described by its options record.</summary>
public sealed class Component
{
    private readonly ComponentAttribute _attribute;

    internal Component(ComponentKind kind, ComponentAttribute attribute, Type optionsType)
    {
        (Kind, _attribute, OptionsType) = (kind, attribute, optionsType);
        Shape = ShapeFactory.Record(optionsType);
        Examples = [.. optionsType.GetCustomAttributes<ExampleAttribute>()];
    }

    public ComponentKind Kind { get; }

    /// <summary>The key in YAML.</summary>
    public string Name => _attribute.Name;

    public Type OptionsType { get; }

    /// <summary>The step or adapter; a public constructor takes the options.</summary>
    public Type Implementation => _attribute.Implementation;

    /// <summary>What SAP Cloud Integration calls it.</summary>
    public string? Sap => _attribute.Sap;

    /// <summary>What Apache Camel calls it.</summary>
    public string? Camel => _attribute.Camel;

    /// <summary>What it does, from the doc comment; code words in backticks.</summary>
    public string Summary => DocComments.Of(OptionsType);

    public IReadOnlyList<ComponentOption> Options => Shape.Options;

    public IReadOnlyList<ExampleAttribute> Examples { get; }

    internal RecordShape Shape { get; }

    /// <summary>Whether other platforms know it by this name.</summary>
    internal bool IsKnownElsewhereAs(string name) =>
        Names(Sap).Concat(Names(Camel)).Any(n => string.Equals(n, Plain(name), StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<string> Names(string? names) => (names ?? "").Split([',', '/', ';']).Select(Plain).Where(n => n.Length > 0);

    private static string Plain(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit));
}
