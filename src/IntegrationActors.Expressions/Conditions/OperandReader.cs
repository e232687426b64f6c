using System.Globalization;
using System.Text;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Expressions.Simple;

namespace IntegrationActors.Expressions.Conditions;

/// <summary>Reads the sides of comparisons: <c>${…}</c>, quoted texts (templates themselves), numbers, true, false and null.</summary>
internal sealed class OperandReader(ConditionCursor cursor, ExpressionScope scope)
{
    public Term Read()
    {
        if (cursor.Text.AsSpan(cursor.Position).StartsWith("${", StringComparison.Ordinal))
        {
            var position = cursor.Position;
            var term = TemplateParser.ReadTerm(cursor.Text, ref position, 0, scope);
            cursor.Position = position;
            return term;
        }

        if (cursor.Current is '\'' or '"')
        {
            var (text, start) = ReadQuoted();
            return TemplateParser.Parse(text, start, scope);
        }

        return ReadWord();
    }

    /// <summary>A quoted pattern: its backslashes and dollars belong to it. Offsets of the text are those of the condition from the start given.</summary>
    public (string Text, int Start) ReadPattern() => cursor.Current is '\'' or '"'
        ? ReadQuoted()
        : throw cursor.Error($"a pattern in quotes is needed here, not {cursor.Found}");

    /// <summary>In a quoted text a backslash stands for itself, except before the quote.</summary>
    private (string Text, int Start) ReadQuoted()
    {
        var start = cursor.Position;
        var quote = cursor.Current;
        var text = new StringBuilder();
        cursor.Position++;
        while (!cursor.Accept(quote))
        {
            if (cursor.AtEnd)
            {
                throw cursor.Error(start, $"the text isn't closed; write {quote} at its end");
            }

            if (cursor.Current == '\\' && cursor.Position + 1 < cursor.Text.Length && cursor.Text[cursor.Position + 1] == quote)
            {
                cursor.Position++;
            }

            text.Append(cursor.Current);
            cursor.Position++;
        }

        return (text.ToString(), start + 1);
    }

    private Term ReadWord()
    {
        var start = cursor.Position;
        var sign = cursor.Current is '+' ? 1 : 0;
        cursor.Position += sign;
        var word = cursor.PeekWord();
        cursor.Position += word.Length;
        return word switch
        {
            "true" => Term.Of(true),
            "false" => Term.Of(false),
            "null" => Term.Of(null),
            _ when TryReadNumber(word, out var number) => Term.Of(number),
            "" => throw At(start, $"a value is needed here, not {Found(start)}: ${{header.name}}, 'text', a number, true, false or null"),
            _ => throw At(start, $"write texts in quotes: '{word}'"),
        };
    }

    private static bool TryReadNumber(string word, out object? number)
    {
        if (decimal.TryParse(word, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var exact))
        {
            number = exact;
            return true;
        }

        var isNumber = word is ['-' or (>= '0' and <= '9'), ..]
            && double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var approximate)
            && double.IsFinite(approximate);
        number = isNumber ? double.Parse(word, CultureInfo.InvariantCulture) : null;
        return isNumber;
    }

    private string Found(int start)
    {
        cursor.Position = start;
        return cursor.Found;
    }

    private ExpressionSyntaxException At(int start, string message) => cursor.Error(start, message);
}
