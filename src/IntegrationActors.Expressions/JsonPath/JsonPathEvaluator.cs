using System.Globalization;
using System.Text;
using System.Text.Json;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Expressions.JsonPath;

/// <summary>Applies a query to the body of an exchange.</summary>
internal sealed class JsonPathEvaluator(string text)
{
    // Above this size a body is parsed once and kept, so that further expressions don't read it again.
    private const int LongestScan = 64 * 1024;

    private readonly JsonPathQuery _query = JsonPathQuery.Parse(text);

    public JsonPathLocation? Location => _query.Location;

    /// <summary>The value of a singular query, or the list of all nodes; null when nothing matches.</summary>
    public object? Evaluate(Exchange exchange)
    {
        try
        {
            if (!_query.IsSingular)
            {
                return _query.Select(exchange.Body.AsJson()) is { Count: > 0 } nodes ? nodes : null;
            }

            if (_query.CanScan && !exchange.Body.HasJson && exchange.Body.TryGetMemory(out var bytes) && bytes.Length <= LongestScan)
            {
                return Scan(exchange.Body, bytes.Span);
            }

            return _query.TrySelectFirst(exchange.Body.AsJson(), out var element) ? ToValue(element) : null;
        }
        catch (JsonPathException failed)
        {
            throw JsonPathReporting.Failed(_query, failed);
        }
    }

    private object? Scan(Payload body, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return _query.TryScan(bytes, JsonLimits.Reader, out var slice) ? ToValue(slice, bytes) : null;
        }
        catch (JsonException)
        {
            // Parsing the same bytes fails the same way, with the fault that every reader of JSON gives.
            return _query.TrySelectFirst(body.AsJson(), out var element) ? ToValue(element) : null;
        }
        catch (InvalidOperationException broken)
        {
            throw new JsonPathException("the document has a string that is no Unicode text (half of a surrogate pair, or broken UTF-8)", broken);
        }
    }

    private static object? ToValue(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => ToNumber(element.GetRawText()) ?? element,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Null => null,
        _ => element,
    };

    private static object? ToValue(JsonSlice slice, ReadOnlySpan<byte> bytes) => slice.Kind switch
    {
        JsonValueKind.String => slice.GetString(bytes),
        JsonValueKind.Number => ToNumber(Encoding.UTF8.GetString(slice.Of(bytes))) ?? ToElement(slice, bytes),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Null => null,
        _ => ToElement(slice, bytes),
    };

    private static JsonElement ToElement(JsonSlice slice, ReadOnlySpan<byte> bytes)
    {
        var reader = new Utf8JsonReader(slice.Of(bytes), JsonLimits.Reader);
        return JsonElement.ParseValue(ref reader);
    }

    /// <summary>A number whose text is the same as in the document; null when there is none (<c>1e400</c>, <c>-0</c>).</summary>
    private static object? ToNumber(string text)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer))
        {
            return text is "-0" ? null : integer;
        }

        return decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && string.Equals(number.ToString(CultureInfo.InvariantCulture), text, StringComparison.Ordinal)
                ? number
                : null;
    }
}
