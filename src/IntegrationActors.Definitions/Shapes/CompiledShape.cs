using System.Text.Json.Nodes;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Definitions.Binding;
using IntegrationActors.Definitions.Documentation;
using IntegrationActors.Definitions.Yaml;

namespace IntegrationActors.Definitions.Shapes;

/// <summary>An expression or a condition: a text in the Simple dialect, or a map of one key that names the language.</summary>
internal sealed class CompiledShape : ValueShape
{
    private readonly Func<BindingContext, ExpressionSource, object> _compile;
    private readonly string? _language;

    private CompiledShape(string word, string sample, Func<BindingContext, ExpressionSource, object> compile, string? language = null) =>
        (Word, Sample, _compile, _language) = (word, sample, compile, language);

    public static CompiledShape Expression { get; } =
        new("expression", "\"${header.name}\"", (context, source) => context.Compiler.Compile(source, context.Scope));

    public static CompiledShape Condition { get; } =
        new("condition", "\"${header.name} = 'value'\"", (context, source) => context.Compiler.CompileCondition(source, context.Scope));

    public override string Word { get; }

    public override string Sample { get; }

    /// <summary>Whether a map is an expression and not a record with options.</summary>
    public static bool IsExpression(YamlMap map, BindingContext context) => map.Entries is [var only] && context.Compiler.Languages.Contains(only.Key.Text, StringComparer.Ordinal);

    /// <summary>The same, in one language only.</summary>
    public CompiledShape In(string language) => new(
        $"{language} {Word}",
        language switch { "xpath" => "/order/line", "jsonpath" => "\"$.items[*]\"", _ => Sample },
        _compile,
        language);

    public override object? Bind(YamlNode node, Place place, BindingContext context) => node switch
    {
        YamlScalar { IsNull: false } text when _language is not null => Compile(_language, text, context),
        _ when _language is not null => RefuseShape(node, place, context),
        YamlScalar { IsNull: false } scalar => Compile(ExpressionSource.Simple, scalar, context),
        YamlMap { Entries: [var only] } => InLanguage(only, place, context),
        _ => Refuse(node, place, context),
    };

    public override JsonObject Schema(SchemaBuilder schema) =>
        _language is null ? schema.Expression(this == Condition) : new JsonObject { ["type"] = new JsonArray("string", "number", "boolean") };

    private object? InLanguage(YamlEntry entry, Place place, BindingContext context)
    {
        var languages = context.Compiler.Languages;
        if (!languages.Contains(entry.Key.Text, StringComparer.Ordinal))
        {
            var hint = Suggestion.DidYouMean(entry.Key.Text, languages);
            context.Findings.Error(FindingCodes.Shape, entry.Key.Span, $"unknown language '{Wording.Short(entry.Key.Text)}'{hint}; {place.Title} takes a text, or one of {Wording.OneOf(languages)}");
            return null;
        }

        if (entry.Value is YamlScalar { IsNull: false } scalar)
        {
            return Compile(entry.Key.Text, scalar, context);
        }

        context.WrongShape(entry.Value, Place.Of(entry.Key), "a text", "\"…\"");
        return null;
    }

    private object? Compile(string language, YamlScalar scalar, BindingContext context)
    {
        context.Parameters.Use(scalar.Text);
        var source = new ExpressionSource(language, scalar.Text, scalar.PlaceOf(0, scalar.Text.Length));
        try
        {
            return _compile(context, source);
        }
        catch (DiagnosticException mistakes)
        {
            context.Report(mistakes, source, scalar);
            return null;
        }
    }

    private object? RefuseShape(YamlNode node, Place place, BindingContext context)
    {
        context.WrongShape(node, place, $"a text in {_language}", Sample);
        return null;
    }

    private object? Refuse(YamlNode node, Place place, BindingContext context)
    {
        context.WrongShape(node, place, $"a text or one of {{ {string.Join(": … }, { ", context.Compiler.Languages)}: … }}", Sample);
        return null;
    }
}
