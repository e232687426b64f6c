using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Definitions.Binding;
using IntegrationActors.Definitions.Yaml;

namespace IntegrationActors.Definitions.Shapes;

/// <summary>The DataAnnotations of an option, as findings and in words. On a list, length rules hold for the list and all others for each item.</summary>
internal static class OptionRules
{
    public static void Check(ComponentOption option, object value, YamlNode node, Place place, Findings findings)
    {
        foreach (var rule in option.Rules)
        {
            if (value is not Array items || IsAboutLength(rule))
            {
                Report(Broken(rule, option, value, node), node, place, findings);
                continue;
            }

            for (var i = 0; i < items.Length; i++)
            {
                var item = node is YamlList list ? list.Items[i] : node;
                Report(Broken(rule, option, items.GetValue(i)!, item), item, place, findings);
            }
        }
    }

    /// <summary>What the rules allow; null when there is nothing to say.</summary>
    public static string? Describe(ComponentOption option)
    {
        var words = option.Rules.Select(rule => rule switch
        {
            RangeAttribute range => RangeBounds.Of(range, option.Shape).ToString(),
            MaxLengthAttribute most => string.Create(CultureInfo.InvariantCulture, $"at most {most.Length} {Unit(option)}"),
            MinLengthAttribute least => string.Create(CultureInfo.InvariantCulture, $"at least {least.Length} {Unit(option)}"),
            AllowedValuesAttribute allowed => Wording.OneOf([.. allowed.Values.Select(v => v?.ToString() ?? "")]),
            RegularExpressionAttribute { ErrorMessage: null } form => $"matches {form.Pattern}",
            _ => rule.ErrorMessage,
        });
        return string.Join("; ", words.OfType<string>()) is { Length: > 0 } text ? text : null;
    }

    private static void Report(string? broken, YamlNode node, Place place, Findings findings)
    {
        if (broken is not null)
        {
            findings.Error(FindingCodes.Range, node.Span, $"{place.Title} {broken}");
        }
    }

    // What follows the name of the option, or null when the rule is kept.
    private static string? Broken(ValidationAttribute rule, ComponentOption option, object value, YamlNode node) => rule switch
    {
        RangeAttribute range => RangeBounds.Of(range, option.Shape) is var bounds && bounds.Contains(value) ? null : $"must be {bounds}, not {Shown(value, node)}",
        MaxLengthAttribute most when Length(value) > most.Length => string.Create(CultureInfo.InvariantCulture, $"has {Length(value)} {Unit(option)}; at most {most.Length} are allowed"),
        MinLengthAttribute least when Length(value) < least.Length => string.Create(CultureInfo.InvariantCulture, $"has {Length(value)} {Unit(option)}; at least {least.Length} are needed"),
        MaxLengthAttribute or MinLengthAttribute => null,
        AllowedValuesAttribute allowed => allowed.IsValid(value) ? null : NotAllowed(allowed, value, node),
        RegularExpressionAttribute form => form.IsValid(value) ? null : $"{form.ErrorMessage ?? $"must match {form.Pattern}"}, not '{Shown(value, node)}'",
        RequiredAttribute => rule.IsValid(value) ? null : "must not be empty",
        _ => rule.GetValidationResult(value, new ValidationContext(value) { MemberName = option.Name }) is { } wrong ? $"is refused: {wrong.ErrorMessage}" : null,
    };

    private static string NotAllowed(AllowedValuesAttribute allowed, object value, YamlNode node)
    {
        string[] names = [.. allowed.Values.Select(v => Convert.ToString(v, CultureInfo.InvariantCulture) ?? "")];
        return $"must be {Wording.OneOf(names)}, not '{Shown(value, node)}'{Suggestion.DidYouMean(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "", names)}";
    }

    private static bool IsAboutLength(ValidationAttribute rule) => rule is MaxLengthAttribute or MinLengthAttribute;

    private static int Length(object value) => value is string text ? text.Length : ((ICollection)value).Count;

    private static string Unit(ComponentOption option) => option.Shape is ScalarShape ? "characters" : "entries";

    private static string Shown(object value, YamlNode node) =>
        Wording.Short(node is YamlScalar scalar ? scalar.Text : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
}
