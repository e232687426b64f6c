using System.Globalization;
using System.Text;

namespace IntegrationActors.Expressions.JsonPath.Parsing;

/// <summary>String literals in either quotes, with the escapes of JSON.</summary>
internal static class StringLiterals
{
    public static string Read(Cursor cursor)
    {
        var start = cursor.Position;
        var quote = cursor.Current;
        cursor.Position++;
        var value = new StringBuilder();
        while (!cursor.Accept(quote))
        {
            if (cursor.AtEnd)
            {
                throw new JsonPathException(start, $"the string isn't closed; write {quote} at its end");
            }

            if (cursor.Current == '\\')
            {
                ReadEscape(cursor, quote, value);
            }
            else
            {
                ReadPlain(cursor, value);
            }
        }

        return value.ToString();
    }

    private static void ReadPlain(Cursor cursor, StringBuilder value)
    {
        if (cursor.Current < ' ')
        {
            throw cursor.Error($"a string can't hold the control character U+{(int)cursor.Current:X4}; write \\u{(int)cursor.Current:x4}");
        }

        if (Rune.DecodeFromUtf16(cursor.Text.AsSpan(cursor.Position), out _, out var length) != System.Buffers.OperationStatus.Done)
        {
            throw cursor.Error("half of a surrogate pair is no character");
        }

        value.Append(cursor.Text, cursor.Position, length);
        cursor.Position += length;
    }

    private static void ReadEscape(Cursor cursor, char quote, StringBuilder value)
    {
        var escaped = cursor.Position + 1 < cursor.Text.Length ? cursor.Text[cursor.Position + 1] : Cursor.End;
        if (escaped == 'u')
        {
            ReadUnicodeEscape(cursor, value);
            return;
        }

        value.Append(escaped switch
        {
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            '/' or '\\' => escaped,
            '\'' or '"' when escaped == quote => escaped,
            '\'' or '"' => throw cursor.Error($"write {escaped} without '\\' in a string in {quote}"),
            _ => throw cursor.Error("an escape is one of \\b \\f \\n \\r \\t \\/ \\\\ \\uXXXX or the quote; write '\\\\' for a backslash"),
        });
        cursor.Position += 2;
    }

    private static void ReadUnicodeEscape(Cursor cursor, StringBuilder value)
    {
        var start = cursor.Position;
        var unit = ReadHexUnit(cursor);
        if (char.IsLowSurrogate(unit))
        {
            throw new JsonPathException(start, "a low surrogate needs a high surrogate \\uD800 to \\uDBFF before it");
        }

        value.Append(unit);
        if (!char.IsHighSurrogate(unit))
        {
            return;
        }

        var low = cursor.StartsWith("\\u") ? ReadHexUnit(cursor) : Cursor.End;
        if (!char.IsLowSurrogate(low))
        {
            throw new JsonPathException(start, "a high surrogate needs a low surrogate \\uDC00 to \\uDFFF behind it");
        }

        value.Append(low);
    }

    private static char ReadHexUnit(Cursor cursor)
    {
        var digits = cursor.Text.AsSpan(cursor.Position + 2);
        if (digits.Length < 4 || !ushort.TryParse(digits[..4], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
        {
            throw cursor.Error("\\u needs four hexadecimal digits");
        }

        cursor.Position += 6;
        return (char)unit;
    }
}
