using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using IntegrationActors.Formats.Xml;

namespace IntegrationActors.Formats.JsonToXml;

/// <summary>Reads names and plain values as UTF-8, without a copy where the token is in one piece and has no escapes.</summary>
internal sealed class JsonTokenText : IDisposable
{
    private PooledBytes? _scratch;

    /// <summary>The bytes of a token in one piece without escapes; nothing is known about them.</summary>
    public static bool TryGetBytes(ref Utf8JsonReader reader, out ReadOnlySpan<byte> bytes)
    {
        bytes = reader.ValueSpan;
        return reader is { ValueIsEscaped: false, HasValueSequence: false };
    }

    /// <summary>The text of the token until the next call; false when it is not valid Unicode.</summary>
    public bool TryRead(ref Utf8JsonReader reader, out ReadOnlySpan<byte> utf8)
    {
        if (TryGetBytes(ref reader, out utf8))
        {
            return Utf8.IsValid(utf8);
        }

        var length = reader.HasValueSequence ? checked((int)reader.ValueSequence.Length) : reader.ValueSpan.Length;
        _scratch ??= new PooledBytes(1024);
        var target = _scratch.Reserve(length)[..length];
        utf8 = target;
        if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
        {
            return TryUnescape(ref reader, target, out utf8);
        }

        reader.ValueSequence.CopyTo(target);
        return true;
    }

    public void Dispose() => _scratch?.Dispose();

    private static bool TryUnescape(ref Utf8JsonReader reader, Span<byte> target, out ReadOnlySpan<byte> utf8)
    {
        utf8 = default;
        try
        {
            utf8 = target[..reader.CopyString(target)];
            return true;
        }
        catch (InvalidOperationException)
        {
            // The reader's only way to say that the bytes or the escapes are no Unicode.
            return false;
        }
    }
}
