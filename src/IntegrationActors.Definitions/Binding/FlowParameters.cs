using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Definitions.Shapes;
using IntegrationActors.Definitions.Yaml;

namespace IntegrationActors.Definitions.Binding;

/// <summary>
/// The parameters of one reading: declarations are read before the rest of the file, because any value may name them. A declaration that is wrong
/// still counts as declared, so one mistake stays one finding.
/// </summary>
internal sealed class FlowParameters
{
    private static readonly string ParametersKey = ComponentOption.KeyOf(nameof(FlowOptions.Parameters));

    private static readonly ShapeKind Declarations = new(ShapeFactory.Of(typeof(IReadOnlyDictionary<string, ParameterOptions>)), ParametersKey);

    private static readonly ShapeKind Prefixes = new(ShapeFactory.Of(typeof(IReadOnlyDictionary<string, string>)), ComponentOption.KeyOf(nameof(FlowOptions.Namespaces)));

    private readonly IReadOnlyDictionary<string, string>? _given;
    private readonly Dictionary<string, ParameterOptions> _declared;
    private readonly IReadOnlyList<YamlEntry> _entries;

    public FlowParameters(YamlMap root, IReadOnlyDictionary<string, string>? given, BindingContext draft)
    {
        _given = given;
        _declared = Declarations.Bind<ParameterOptions>(root, draft);
        _entries = root.Find(ParametersKey)?.Value is YamlMap map ? map.Entries : [];
        var values = _entries.ToDictionary(e => e.Key.Text, e => ValueOf(e.Key.Text), StringComparer.Ordinal);
        Values = new ParameterValues(values);
        Scope = new ExpressionScope
        {
            Parameters = values.ToDictionary(v => v.Key, v => v.Value ?? ParameterForm.Placeholder(TypeOf(v.Key)), StringComparer.Ordinal),
            Namespaces = Prefixes.Bind<string>(root, draft),
        };
    }

    public ParameterValues Values { get; }

    /// <summary>For expressions: a parameter whose value is not known yet has a placeholder.</summary>
    public ExpressionScope Scope { get; }

    /// <summary>Checks the values given at deploy.</summary>
    public void CheckGiven(SourceSpan flow, Findings findings)
    {
        foreach (var (name, value) in _given ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            if (!_entries.Any(e => string.Equals(e.Key.Text, name, StringComparison.Ordinal)))
            {
                findings.Error(FindingCodes.ParameterValue, flow, $"a value is given for parameter '{Wording.Short(name)}', which the flow does not declare{Suggestion.DidYouMean(name, _declared.Keys)}");
            }
            else if (_declared.TryGetValue(name, out var parameter) && ParameterForm.Mismatch(parameter.Type, value) is { } form)
            {
                findings.Error(FindingCodes.ParameterValue, PlaceOf(name), $"the value given for parameter '{name}' must be {form}, not '{Wording.Short(value)}'");
            }
        }

        foreach (var name in _declared.Where(d => _given is not null && IsRequired(d.Value) && !_given.ContainsKey(d.Key)).Select(d => d.Key))
        {
            findings.Error(FindingCodes.ParameterValue, PlaceOf(name), $"parameter '{name}' has no value: give one at deploy, or a default here");
        }
    }

    public void WarnOfUnused(Findings findings)
    {
        foreach (var key in _entries.Select(e => e.Key).Where(k => !Values.IsUsed(k.Text)))
        {
            findings.Warning(FindingCodes.UnusedParameter, key.Span, $"parameter '{Wording.Short(key.Text)}' is not used: write ${{param.{Wording.Short(key.Text)}}} where its value belongs, or remove it");
        }
    }

    public IReadOnlyDictionary<string, ParameterDefinition> Define() => _declared.ToDictionary(
        d => d.Key,
        d => new ParameterDefinition
        {
            Name = d.Key,
            Type = d.Value.Type,
            Default = d.Value.Default,
            Required = IsRequired(d.Value),
            Description = d.Value.Description,
            Span = PlaceOf(d.Key),
        },
        StringComparer.Ordinal);

    // Null: not known before the deployment gives it.
    private string? ValueOf(string name)
    {
        if (_given?.GetValueOrDefault(name) is { } given)
        {
            return given;
        }

        return _declared.GetValueOrDefault(name) is { } parameter ? parameter.Default ?? (IsRequired(parameter) ? null : "") : null;
    }

    private ParameterType TypeOf(string name) => _declared.GetValueOrDefault(name)?.Type ?? ParameterType.String;

    private SourceSpan PlaceOf(string name) => _entries.First(e => string.Equals(e.Key.Text, name, StringComparison.Ordinal)).Key.Span;

    private static bool IsRequired(ParameterOptions parameter) => parameter.Required ?? parameter.Default is null;

    private sealed record ShapeKind(ValueShape Shape, string Key)
    {
        public Dictionary<string, T> Bind<T>(YamlMap root, BindingContext context) =>
            root.Find(Key) is { } entry ? Shape.Bind(entry.Value, Place.Of(entry.Key), context) as Dictionary<string, T> ?? [] : [];
    }
}
