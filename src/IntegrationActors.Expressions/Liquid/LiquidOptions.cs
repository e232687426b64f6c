using System.Globalization;
using System.Text.Json;
using System.Xml.XPath;
using Fluid;
using Fluid.Values;
using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Expressions.Liquid;

/// <summary>What all templates have in common: limits, filters, how values of messages look.</summary>
internal static class LiquidOptions
{
    /// <summary>Most statements and rounds of loops.</summary>
    public const int MaxSteps = 1_000_000;

    /// <summary>Most characters of a text, and most items of a list, that a template holds in a variable.</summary>
    public const int MaxValue = 4_000_000;

    /// <summary>Where filters find the clock.</summary>
    public const string TimeKey = "time";

    public static TemplateOptions Shared { get; } = Create();

    public static FaultException TooMuch(string name, string what) =>
        new("IA3462", $"{name}: the template was stopped: it needs {what}.", "Look for loops inside of loops; for large bodies use map or a script.");

    private static TemplateOptions Create()
    {
        var options = new TemplateOptions
        {
            CultureInfo = CultureInfo.InvariantCulture,
            TimeZone = TimeZoneInfo.Utc,
            MaxSteps = MaxSteps,
            MaxRecursion = 50,
            StrictFilters = true,
            JsonSerializerOptions = new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping },
            ModelNamesComparer = StringComparer.Ordinal,
            Assigned = (name, value, _) => new(Bounded(name, value)),
        };
        options.ValueConverters.Add(value => value is JsonElement json ? LiquidValues.Of(json) : null);
        options.ValueConverters.Add(value => value is XPathNavigator node ? new LiquidNode(node) : null);
        LiquidFilters.AddTo(options.Filters);
        return options;
    }

    private static FluidValue Bounded(string name, FluidValue value) => value switch
    {
        StringValue text when text.ToStringValue().Length > MaxValue => throw TooMuch(name, $"a text of more than {MaxValue} characters"),
        ArrayValue array when array.Values.Count > MaxValue => throw TooMuch(name, $"a list of more than {MaxValue} items"),
        _ => value,
    };
}
