using System.Runtime.InteropServices;
using System.Text.Json;

namespace IntegrationActors.Expressions.JsonPath;

/// <summary>Where a value stands in the bytes of a document.</summary>
/// <param name="Kind">What the value is.</param>
/// <param name="Start">Its first byte.</param>
/// <param name="Length">Its length in bytes, quotes of a string included.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct JsonSlice(JsonValueKind Kind, int Start, int Length)
{
    /// <summary>The bytes of the value.</summary>
    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> utf8Json) => utf8Json.Slice(Start, Length);

    /// <summary>The text of a string, its escapes resolved.</summary>
    /// <exception cref="InvalidOperationException">The value is no string, or no Unicode text.</exception>
    public string GetString(ReadOnlySpan<byte> utf8Json)
    {
        var reader = new Utf8JsonReader(Of(utf8Json));
        reader.Read();
        return reader.GetString()!;
    }
}
