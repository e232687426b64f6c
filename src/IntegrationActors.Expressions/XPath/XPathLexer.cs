using System.Xml;

namespace IntegrationActors.Expressions.XPath;

/// <summary>
/// Cuts an XPath expression into tokens. The engines have lexers of their own, but give no places; this one is for checks
/// and for findings with the right column.
/// </summary>
internal sealed class XPathLexer(string text)
{
    private static readonly string[] LongSigns = ["//", "..", "::", "!=", "<=", ">=", "<<", ">>", "||", "=>", ":="];

    private int _position;

    public List<XPathToken> ReadAll(int maxTokens)
    {
        var tokens = new List<XPathToken>();
        for (SkipBlanks(); _position < text.Length; SkipBlanks())
        {
            if (tokens.Count == maxTokens)
            {
                throw Error(_position, $"the XPath has more than {maxTokens} names, signs and literals");
            }

            tokens.Add(ReadToken());
        }

        return tokens;
    }

    private XPathToken ReadToken()
    {
        var start = _position;
        var character = text[start];
        if (character is '\'' or '"')
        {
            return ReadText(character);
        }

        if (char.IsAsciiDigit(character) || (character == '.' && start + 1 < text.Length && char.IsAsciiDigit(text[start + 1])))
        {
            return ReadNumber();
        }

        if (character == '$')
        {
            _position++;
            SkipBlanks();
            return new XPathToken(XPathTokenKind.Variable, ReadName() ?? throw Error(start, "a variable needs a name behind '$'"), start);
        }

        return ReadName() is { } name ? new XPathToken(XPathTokenKind.Name, name, start) : ReadSign();
    }

    private XPathToken ReadText(char quote)
    {
        var start = _position;
        var end = text.IndexOf(quote, start + 1);
        if (end < 0)
        {
            throw Error(start, $"the text isn't closed; write {quote} at its end");
        }

        _position = end + 1;
        return new XPathToken(XPathTokenKind.Text, text[start.._position], start);
    }

    private XPathToken ReadNumber()
    {
        var start = _position;
        while (_position < text.Length && (char.IsAsciiDigit(text[_position]) || text[_position] == '.' || IsExponent(start)))
        {
            _position++;
        }

        return new XPathToken(XPathTokenKind.Number, text[start.._position], start);
    }

    private bool IsExponent(int start) => text[_position] is 'e' or 'E'
        ? _position > start && _position + 1 < text.Length && (char.IsAsciiDigit(text[_position + 1]) || text[_position + 1] is '+' or '-')
        : text[_position] is '+' or '-' && text[_position - 1] is 'e' or 'E';

    /// <summary>A name, its prefix included; null when there is none.</summary>
    private string? ReadName()
    {
        var start = _position;
        if (start >= text.Length)
        {
            return null;
        }

        var first = NameLength(start);
        if (first == 0 && !(text[start] == '*' && NameLength(start + 2) > 0 && text[start + 1] == ':' && text[start + 2] != ':'))
        {
            return null;
        }

        _position = start + Math.Max(first, 1);
        if (_position + 1 < text.Length && text[_position] == ':' && text[_position + 1] != ':')
        {
            var second = text[_position + 1] == '*' ? 1 : NameLength(_position + 1);
            _position += second > 0 ? second + 1 : 0;
        }

        return text[start.._position];
    }

    private int NameLength(int start)
    {
        var end = start;
        while (end < text.Length && (end == start ? XmlConvert.IsStartNCNameChar(text[end]) : XmlConvert.IsNCNameChar(text[end])))
        {
            end++;
        }

        return end - start;
    }

    private XPathToken ReadSign()
    {
        var start = _position;
        var sign = Array.Find(LongSigns, candidate => string.CompareOrdinal(text, start, candidate, 0, candidate.Length) == 0) ?? text[start].ToString();
        _position += sign.Length;
        return new XPathToken(XPathTokenKind.Sign, sign, start);
    }

    /// <summary>Skips blanks and comments, which may hold comments.</summary>
    private void SkipBlanks()
    {
        var depth = 0;
        var start = _position;
        while (_position < text.Length)
        {
            if (At("(:"))
            {
                start = depth++ == 0 ? _position : start;
                _position += 2;
            }
            else if (depth > 0 && At(":)"))
            {
                depth--;
                _position += 2;
            }
            else if (depth > 0 || char.IsWhiteSpace(text[_position]))
            {
                _position++;
            }
            else
            {
                return;
            }
        }

        if (depth > 0)
        {
            throw Error(start, "the comment isn't closed; write ':)' at its end");
        }
    }

    private bool At(string expected) => string.CompareOrdinal(text, _position, expected, 0, expected.Length) == 0;

    private static ExpressionSyntaxException Error(int offset, string message) => new(ExpressionCodes.XPath, offset, message);
}
