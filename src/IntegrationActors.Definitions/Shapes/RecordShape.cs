using System.Reflection;
using System.Text.Json.Nodes;
using IntegrationActors.Core.Options;
using IntegrationActors.Definitions.Binding;
using IntegrationActors.Definitions.Documentation;
using IntegrationActors.Definitions.Yaml;

namespace IntegrationActors.Definitions.Shapes;

/// <summary>A record of options, written as a map; with <see cref="ShorthandAttribute"/> a single value or a list may stand for one of them.</summary>
internal sealed class RecordShape : ValueShape
{
    private readonly Lazy<IReadOnlyList<ComponentOption>> _options;
    private readonly Lazy<Dictionary<string, ComponentOption>> _byName;

    public RecordShape(Type type)
    {
        Type = type;

        // Lazy, because a record may contain itself.
        _options = new(() => Describe(type));
        _byName = new(() => Options.Where(o => !o.IsChannel).ToDictionary(o => o.Name, StringComparer.Ordinal));
    }

    public Type Type { get; }

    /// <summary>Options in the order of the reference page: those of the record itself, then inherited ones.</summary>
    public IReadOnlyList<ComponentOption> Options => _options.Value;

    public ComponentOption? Channel => Options.FirstOrDefault(o => o.IsChannel);

    public ComponentOption? Shorthand =>
        Type.GetCustomAttribute<ShorthandAttribute>() is { } shorthand ? Options.First(o => string.Equals(o.Property.Name, shorthand.Property, StringComparison.Ordinal)) : null;

    public override string Word => "options";

    public override RecordShape Inner => this;

    /// <summary>The required options, or the first one when none is.</summary>
    public override string Sample
    {
        get
        {
            var required = Options.Where(o => o.IsRequired).ToArray();
            var shown = required.Length > 0 ? required : Options.Take(1);
            return $"{{ {string.Join(", ", shown.Select(o => o.IsChannel ? o.Sample : $"{o.Name}: {o.Sample}"))} }}";
        }
    }

    public IEnumerable<string> Names => _byName.Value.Keys;

    public ComponentOption? Find(string name) => _byName.Value.GetValueOrDefault(name);

    /// <summary>An instance with every option at its default.</summary>
    public object CreateFresh() => Activator.CreateInstance(Type)!;

    public override object? Bind(YamlNode node, Place place, BindingContext context)
    {
        var shorthand = Shorthand;
        switch (node)
        {
            case YamlMap map when shorthand is not null && IsShorthand(shorthand, map, context):
            case YamlList when shorthand is not null:
            case YamlScalar { IsNull: false } when shorthand is not null:
                return new RecordBinding(this, place, context).BindShorthand(shorthand, node);
            case YamlMap map:
                return new RecordBinding(this, place, context).Bind(map);
            case YamlScalar { IsNull: true }:
                return new RecordBinding(this, place, context).Bind(new YamlMap(node.Span, []));
            default:
                context.WrongShape(node, place, "a map of options", Sample);
                return null;
        }
    }

    public override JsonObject Schema(SchemaBuilder schema) => schema.Record(this);

    // { jsonpath: $.x } where a record is expected means its expression, unless the record has such an option.
    private bool IsShorthand(ComponentOption shorthand, YamlMap map, BindingContext context) =>
        shorthand.Shape is CompiledShape && CompiledShape.IsExpression(map, context) && Find(map.Entries[0].Key.Text) is null;

    private static IReadOnlyList<ComponentOption> Describe(Type type)
    {
        var fresh = Activator.CreateInstance(type)!;
        return
        [
            .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(p => p.SetMethod is { IsPublic: true })
                .OrderBy(p => Depth(p.DeclaringType!, type))
                .Select(p => new ComponentOption(p, fresh)),
        ];
    }

    private static int Depth(Type declaring, Type type) => declaring == type ? 0 : 1 + Depth(declaring, type.BaseType!);
}
