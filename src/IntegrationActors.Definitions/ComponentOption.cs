using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using IntegrationActors.Core.Options;
using IntegrationActors.Definitions.Binding;
using IntegrationActors.Definitions.Documentation;
using IntegrationActors.Definitions.Shapes;

namespace IntegrationActors.Definitions;

/// <summary>One option of a step, a channel or a record inside them, as described by its C# property.</summary>
public sealed class ComponentOption
{
    private readonly Type _record;

    internal ComponentOption(PropertyInfo property, object fresh)
    {
        _record = fresh.GetType();
        Property = property;
        Name = KeyOf(property.Name);
        var shape = ShapeFactory.Of(property.PropertyType);
        Shape = shape is CompiledShape compiled && property.GetCustomAttribute<LanguageAttribute>() is { } language ? compiled.In(language.Name) : shape;
        Rules = [.. property.GetCustomAttributes<ValidationAttribute>()];
        IsRequired = property.IsDefined(typeof(RequiredAttribute)) || property.IsDefined(typeof(RequiredMemberAttribute));
        IsAdvanced = property.IsDefined(typeof(AdvancedAttribute));
        Shown = property.GetCustomAttribute<ShownAttribute>()?.Text;
        var initial = IsRequired || property.GetValue(fresh) is not { } value ? null : Shape.Format(value);
        Default = property.GetCustomAttribute<DefaultTextAttribute>()?.Text ?? initial;
        DefaultIsValue = initial is not null;
    }

    /// <summary>The key in YAML.</summary>
    public string Name { get; }

    /// <summary>What it means, from the doc comment; code words in backticks.</summary>
    public string Summary => DocComments.Of(Property);

    /// <summary>What a value looks like, such as <c>duration</c>.</summary>
    public string Type => Shape.Word;

    public bool IsRequired { get; }

    /// <summary>Rarely needed.</summary>
    public bool IsAdvanced { get; }

    /// <summary>The value to show where all options are shown, of an option that stands for several of which one is needed; null for others.</summary>
    public string? Shown { get; }

    /// <summary>The default as written in YAML; null when there is none.</summary>
    public string? Default { get; }

    /// <summary>The words of which the value is one; empty when any value of the type is allowed.</summary>
    public IReadOnlyList<string> AllowedValues =>
        Shape is EnumShape words ? words.Names : [.. Rules.OfType<AllowedValuesAttribute>().SelectMany(r => r.Values).Select(v => v?.ToString() ?? "")];

    /// <summary>What the rules allow, in words: <c>1 to 64</c>; null when there is nothing to say.</summary>
    public string? Limits => OptionRules.Describe(this);

    /// <summary>A value as someone would write it: from an example of the record, else the default, else any of its type.</summary>
    public string Sample => ExampleValues.Of(_record).GetValueOrDefault(Name) ?? (DefaultIsValue ? Default! : Shape.Sample);

    /// <summary>The options inside, when the value is a record, or a list or map of records.</summary>
    public IReadOnlyList<ComponentOption> Options => Shape.Inner?.Options ?? [];

    /// <summary>Whether the default can be written as it stands, and is not a phrase.</summary>
    internal bool DefaultIsValue { get; }

    /// <summary>Whether it holds steps that run when a step failed.</summary>
    internal bool HandlesErrors => Property.IsDefined(typeof(ErrorHandlingAttribute));

    internal PropertyInfo Property { get; }

    internal ValueShape Shape { get; }

    internal IReadOnlyList<ValidationAttribute> Rules { get; }

    /// <summary>The key in YAML of a C# property.</summary>
    internal static string KeyOf(string property) => JsonNamingPolicy.CamelCase.ConvertName(property);

    /// <summary>Whether the key of the option is the name of an adapter instead of its own name.</summary>
    internal bool IsChannel => Shape is ReceiverChannelShape;
}
