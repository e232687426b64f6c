using System.Text.Json;
using IntegrationActors.Expressions.JsonPath.Selectors;

namespace IntegrationActors.Expressions.JsonPath;

/// <summary>
/// Finds the node of a singular query in the bytes of a document. It always reads to the end: a later member of the same name
/// replaces an earlier one, and a document that is broken behind the value must not pass here and fail elsewhere.
/// </summary>
internal sealed class SingularScan
{
    private readonly ISingularSelector[] _steps;

    private SingularScan(ISingularSelector[] steps) => _steps = steps;

    /// <summary>Null when there are several indexes from the end: each reads its array twice, which would multiply.</summary>
    public static SingularScan? For(ISingularSelector[] steps) =>
        steps.Count(step => step is IndexSelector { Index: < 0 }) <= 1 ? new SingularScan(steps) : null;

    public bool TryFind(ReadOnlySpan<byte> utf8Json, JsonReaderOptions options, out JsonSlice value)
    {
        var reader = new Utf8JsonReader(utf8Json, options);
        reader.Read();
        value = Find(ref reader, 0);
        reader.Read();
        return value.Kind != JsonValueKind.Undefined;
    }

    /// <summary>The value below the one the reader stands at; leaves the reader at the last token of that one.</summary>
    private JsonSlice Find(ref Utf8JsonReader reader, int step)
    {
        if (step == _steps.Length)
        {
            return Take(ref reader);
        }

        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject when _steps[step] is NameSelector name:
                return FindMember(ref reader, step, name);
            case JsonTokenType.StartArray when _steps[step] is IndexSelector index:
                return FindItem(ref reader, step, index);
            default:
                reader.Skip();
                return default;
        }
    }

    private JsonSlice FindMember(ref Utf8JsonReader reader, int step, NameSelector name)
    {
        var found = default(JsonSlice);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var isWanted = reader.ValueTextEquals(name.Utf8Name);
            reader.Read();
            if (isWanted)
            {
                found = Find(ref reader, step + 1);
            }
            else
            {
                reader.Skip();
            }
        }

        return found;
    }

    private JsonSlice FindItem(ref Utf8JsonReader reader, int step, IndexSelector index)
    {
        var wanted = index.Index < 0 ? CountItems(reader) + index.Index : index.Index;
        var found = default(JsonSlice);
        for (long position = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; position++)
        {
            if (position == wanted)
            {
                found = Find(ref reader, step + 1);
            }
            else
            {
                reader.Skip();
            }
        }

        return found;
    }

    // Works on a copy of the reader: the caller's stays at the start of the array.
    private static int CountItems(Utf8JsonReader reader)
    {
        var count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            reader.Skip();
            count++;
        }

        return count;
    }

    private static JsonSlice Take(ref Utf8JsonReader reader)
    {
        var start = (int)reader.TokenStartIndex;
        var kind = Kind(reader.TokenType);
        reader.Skip();
        return new JsonSlice(kind, start, (int)reader.BytesConsumed - start);
    }

    private static JsonValueKind Kind(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => JsonValueKind.Object,
        JsonTokenType.StartArray => JsonValueKind.Array,
        JsonTokenType.String => JsonValueKind.String,
        JsonTokenType.Number => JsonValueKind.Number,
        JsonTokenType.True => JsonValueKind.True,
        JsonTokenType.False => JsonValueKind.False,
        _ => JsonValueKind.Null,
    };
}
