using System.Globalization;
using System.Text.Json.Nodes;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Definitions.Shapes;

/// <summary>How a simple C# type is written.</summary>
/// <param name="Type">The C# type.</param>
/// <param name="Word">Its name in tables.</param>
/// <param name="Phrase">What follows "must be".</param>
/// <param name="Sample">A value.</param>
/// <param name="Parse">Reads a value; null when the text is none.</param>
/// <param name="SchemaType">Type in JSON schema.</param>
internal sealed record ScalarType(Type Type, string Word, string Phrase, string Sample, Func<string, object?> Parse, string SchemaType = "string")
{
    private const NumberStyles Whole = NumberStyles.AllowLeadingSign;

    private const NumberStyles Decimal = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    private static readonly Dictionary<Type, ScalarType> All = new ScalarType[]
    {
        new(typeof(string), "text", "a text", "text", text => text),
        new(typeof(bool), "true or false", "true or false", "true", text => bool.TryParse(text, out var v) ? v : null, "boolean"),
        new(typeof(int), "whole number", "a whole number", "1", text => int.TryParse(text, Whole, Invariant, out var v) ? v : null, "integer"),
        new(typeof(long), "whole number", "a whole number", "1", text => long.TryParse(text, Whole, Invariant, out var v) ? v : null, "integer"),
        new(typeof(double), "number", "a number", "1.5", text => double.TryParse(text, Decimal, Invariant, out var v) && double.IsFinite(v) ? v : null, "number"),
        new(typeof(decimal), "number", "a number", "1.5", text => decimal.TryParse(text, Decimal, Invariant, out var v) ? v : null, "number"),
        new(typeof(TimeSpan), "duration", "a duration with its unit (ms, s, m, h, d)", "30s", text => Duration.TryParse(text, out var v) ? v : null)
        {
            Format = value => Duration.Format((TimeSpan)value),
            Pattern = @"^(\d+(ms|s|m|h|d))+$",
        },
        new(typeof(ByteSize), "size", "a number of bytes, with KB, MB or GB", "10MB", text => ByteSize.TryParse(text, out var v) ? v : null) { Pattern = @"^\d+ ?([kKmMgG]?[bB])?$" },
        new(typeof(Uri), "address", "an absolute address", "https://example.org/", text => Uri.TryCreate(text, UriKind.Absolute, out var v) && v.Scheme.Length > 1 ? v : null),
    }.ToDictionary(t => t.Type);

    public Func<object, string> Format { get; init; } = value => value is bool truth ? (truth ? "true" : "false") : Convert.ToString(value, Invariant) ?? "";

    public string? Pattern { get; init; }

    public static ScalarType? Of(Type type) => All.GetValueOrDefault(type);

    public JsonObject Schema() => (Type, Pattern) switch
    {
        // A number without quotes is a size too, and any single value is a text.
        (_, { } pattern) => new JsonObject { ["type"] = new JsonArray("string", "integer"), ["pattern"] = pattern },
        _ when Type == typeof(string) => new JsonObject { ["type"] = new JsonArray("string", "number", "boolean") },
        _ => new JsonObject { ["type"] = SchemaType },
    };
}
