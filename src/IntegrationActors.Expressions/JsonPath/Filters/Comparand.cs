using System.Runtime.InteropServices;
using System.Text.Json;

namespace IntegrationActors.Expressions.JsonPath.Filters;

/// <summary>
/// One side of a comparison. Integers of 64 bits compare exactly, other numbers as IEEE doubles (the range that I-JSON promises).
/// The text of a string of the document is only made when it is needed.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct Comparand
{
    private readonly JsonElement _element;
    private readonly string? _text;
    private readonly long _integer;
    private readonly double _number;

    private Comparand(ComparandKind kind, JsonElement element = default, string? text = null, long integer = 0, double number = 0)
    {
        Kind = kind;
        _element = element;
        _text = text;
        _integer = integer;
        _number = number;
    }

    public static Comparand Nothing => default;

    public static Comparand Null => new(ComparandKind.Null);

    public ComparandKind Kind { get; }

    /// <summary>The object or array, when <see cref="Kind"/> says so.</summary>
    public JsonElement Structure => _element;

    /// <summary>The string, when <see cref="Kind"/> says so.</summary>
    public string Text => _text ?? _element.GetString()!;

    private double AsDouble => Kind == ComparandKind.Integer ? _integer : _number;

    private bool IsNumeric => Kind is ComparandKind.Integer or ComparandKind.Number;

    public static Comparand Of(bool value) => new(value ? ComparandKind.True : ComparandKind.False);

    public static Comparand Of(long value) => new(ComparandKind.Integer, integer: value);

    public static Comparand Of(double value) => new(ComparandKind.Number, number: value);

    public static Comparand Of(string value) => new(ComparandKind.String, text: value);

    public static Comparand Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => Null,
        JsonValueKind.False => Of(false),
        JsonValueKind.True => Of(true),
        JsonValueKind.Number => value.TryGetInt64(out var integer) ? Of(integer) : Of(value.GetDouble()),
        JsonValueKind.String => new Comparand(ComparandKind.String, value),
        JsonValueKind.Undefined => Nothing,
        _ => new Comparand(ComparandKind.Structure, value),
    };

    public static bool Equal(in Comparand a, in Comparand b, Evaluation evaluation)
    {
        if (a.IsNumeric && b.IsNumeric)
        {
            return a.Kind == ComparandKind.Integer && b.Kind == ComparandKind.Integer ? a._integer == b._integer : a.AsDouble.Equals(b.AsDouble);
        }

        return a.Kind == b.Kind && a.Kind switch
        {
            ComparandKind.String => EqualText(a, b),
            ComparandKind.Structure => DeepEquality.Equal(a._element, b._element, evaluation),
            _ => true,
        };
    }

    /// <summary>Only numbers and strings have an order.</summary>
    public static bool Less(in Comparand a, in Comparand b)
    {
        if (a.IsNumeric && b.IsNumeric)
        {
            return a.Kind == ComparandKind.Integer && b.Kind == ComparandKind.Integer ? a._integer < b._integer : a.AsDouble < b.AsDouble;
        }

        return a.Kind == ComparandKind.String && b.Kind == ComparandKind.String && CompareCodePoints(a.Text, b.Text) < 0;
    }

    private static bool EqualText(in Comparand a, in Comparand b) => a._text is null
        ? a._element.ValueEquals(b.Text)
        : b._text is null ? b._element.ValueEquals(a._text) : string.Equals(a._text, b._text, StringComparison.Ordinal);

    /// <summary>By Unicode scalar values, as the RFC says; UTF-16 order differs where a surrogate meets U+E000 to U+FFFF.</summary>
    private static int CompareCodePoints(string a, string b)
    {
        var common = a.AsSpan().CommonPrefixLength(b);
        if (common == a.Length || common == b.Length)
        {
            return a.Length - b.Length;
        }

        var (first, second) = (a[common], b[common]);
        return char.IsSurrogate(first) == char.IsSurrogate(second) ? first - second : char.IsSurrogate(first) ? 1 : -1;
    }
}
