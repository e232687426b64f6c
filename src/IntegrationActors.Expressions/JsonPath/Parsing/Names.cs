using System.Text;

namespace IntegrationActors.Expressions.JsonPath.Parsing;

/// <summary>Names as they may stand behind a dot, and names of functions.</summary>
internal static class Names
{
    /// <summary>A <c>member-name-shorthand</c>: a letter, '_' or anything above ASCII, then also digits.</summary>
    public static string ReadMember(Cursor cursor)
    {
        var start = cursor.Position;
        if (char.IsAsciiDigit(cursor.Current))
        {
            throw cursor.Error("a name behind a dot can't start with a digit; write ['…'] for a member or [0] for an item");
        }

        while (!cursor.AtEnd && IsNamePart(cursor))
        {
            cursor.Position++;
        }

        return cursor.Position > start
            ? cursor.Text[start..cursor.Position]
            : throw cursor.Error($"a name or '*' is needed here, not {cursor.Found}; write ['…'] for names with other characters");
    }

    /// <summary>A function name: small letters, then also digits and '_'. Empty when there is none.</summary>
    public static string ReadFunction(Cursor cursor)
    {
        var start = cursor.Position;
        while (char.IsAsciiLetterLower(cursor.Current) || (cursor.Position > start && (char.IsAsciiDigit(cursor.Current) || cursor.Current == '_')))
        {
            cursor.Position++;
        }

        return cursor.Text[start..cursor.Position];
    }

    private static bool IsNamePart(Cursor cursor)
    {
        var character = cursor.Current;
        if (!char.IsSurrogate(character))
        {
            return char.IsAsciiLetterOrDigit(character) || character == '_' || character >= '\u0080';
        }

        if (Rune.DecodeFromUtf16(cursor.Text.AsSpan(cursor.Position), out _, out var length) != System.Buffers.OperationStatus.Done)
        {
            throw cursor.Error("half of a surrogate pair is no character");
        }

        cursor.Position += length - 1;
        return true;
    }
}
