using System.Text;
using IntegrationActors.Core.Expressions;

namespace IntegrationActors.Expressions.Simple;

/// <summary>Parses templates: text with <c>${…}</c> in it. <c>$${</c> and <c>\${</c> stand for a literal <c>${</c>.</summary>
internal static class TemplateParser
{
    // What SAP Cloud Integration accepts as an expression body.
    private const int MaxLength = 256 * 1024;

    private const string Open = "${";

    public static Term Parse(string text, ExpressionScope scope)
    {
        if (text.Length > MaxLength)
        {
            throw new ExpressionSyntaxException(ExpressionCodes.Template, MaxLength, $"the text is longer than {MaxLength} characters; put it into a file of the bundle");
        }

        return Parse(text, 0, scope);
    }

    /// <summary>Parses a text that starts at an offset of the whole expression; escapes must still be in it.</summary>
    public static Term Parse(string text, int offset, ExpressionScope scope)
    {
        var terms = new List<Term>();
        var literal = new StringBuilder();
        var position = 0;
        while (position < text.Length)
        {
            if (IsEscapedOpening(text, position))
            {
                literal.Append(Open);
                position += Open.Length + 1;
            }
            else if (text.AsSpan(position).StartsWith(Open, StringComparison.Ordinal))
            {
                Flush(literal, terms);
                terms.Add(ReadTerm(text, ref position, offset, scope));
            }
            else
            {
                literal.Append(text[position++]);
            }
        }

        Flush(literal, terms);
        return Template.Join(terms);
    }

    /// <summary>Reads <c>${…}</c> at a position of a text that starts at an offset of the whole expression.</summary>
    public static Term ReadTerm(string text, ref int position, int offset, ExpressionScope scope)
    {
        var start = position + Open.Length;
        var end = text.AsSpan(start).IndexOfAny('}', '{');
        if (end < 0)
        {
            throw new ExpressionSyntaxException(ExpressionCodes.Template, offset + position, "'${' is not closed; write '}' at its end, or '$${' for the characters themselves");
        }

        if (text[start + end] == '{')
        {
            throw new ExpressionSyntaxException(ExpressionCodes.Template, offset + start + end, "there is no expression inside of an expression; set a property first and use that");
        }

        position = start + end + 1;
        return new TermParser(text.Substring(start, end), offset + start, scope).Parse();
    }

    private static bool IsEscapedOpening(string text, int position) =>
        text[position] is '$' or '\\' && text.AsSpan(position + 1).StartsWith(Open, StringComparison.Ordinal);

    private static void Flush(StringBuilder literal, List<Term> terms)
    {
        if (literal.Length > 0)
        {
            terms.Add(Term.Of(literal.ToString()));
            literal.Clear();
        }
    }
}
