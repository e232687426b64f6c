using IntegrationActors.Core.Diagnostics;

namespace IntegrationActors.Definitions.Yaml;

/// <summary>
/// Where each character of a scalar's text stands in the file. Walks text and source side by side: 1 skips what the style puts before the text, 2 at a line break
/// of the source goes on behind the indentation of the next line that has text, 3 counts an escape as the one character that it means.
/// </summary>
internal sealed class ScalarPlaces
{
    private readonly SourceSpan _start;
    private readonly string _raw;
    private readonly YamlStyle _style;
    private readonly int _indent;
    private readonly List<(int Line, int Column)> _places = [];
    private int _position;
    private int _line;
    private int _column;

    public ScalarPlaces(YamlScalar scalar, string raw)
    {
        (_start, _raw, _style) = (scalar.Span, raw, scalar.Style);
        (_line, _column) = (scalar.Span.Line, scalar.Span.Column);
        _indent = IsBlock ? IndentOfBlock() : 0;
        SkipOpening();
        foreach (var character in scalar.Text)
        {
            Take(character);
        }

        _places.Add((_line, _column));
    }

    private bool IsBlock => _style is YamlStyle.Literal or YamlStyle.Folded;

    private bool AtBreak => _position < _raw.Length && _raw[_position] is '\n' or '\r';

    public SourceSpan Of(int offset)
    {
        var (line, column) = _places[Math.Clamp(offset, 0, _places.Count - 1)];
        return _start with { Line = line, Column = column };
    }

    // 1
    private void SkipOpening()
    {
        if (_style is YamlStyle.SingleQuoted or YamlStyle.DoubleQuoted)
        {
            Advance(1);
        }
        else if (IsBlock)
        {
            Advance(Math.Max(0, _raw.AsSpan().IndexOfAny('\n', '\r')));
            NextLine();
        }
    }

    private void Take(char character)
    {
        if (!AtBreak)
        {
            _places.Add((_line, _column));
            Advance(LengthInSource());
        }
        else if (character == '\n' || _style == YamlStyle.Folded)
        {
            _places.Add((_line, _column));
            NextLine();
        }
        else
        {
            NextLine();
            _places.Add((_line, _column));
        }
    }

    // 2
    private void NextLine()
    {
        do
        {
            _position += _raw.AsSpan(_position).StartsWith("\r\n") ? 2 : 1;
            _line++;
            _column = 1;
            var spaces = _raw.AsSpan(_position).IndexOfAnyExcept(' ');
            Advance(IsBlock ? Math.Min(_indent, Math.Max(0, spaces)) : Math.Max(0, spaces));
        }
        while (AtBreak && _style != YamlStyle.Literal);
    }

    // 3
    private int LengthInSource()
    {
        var rest = _raw.AsSpan(_position);
        return _style switch
        {
            YamlStyle.SingleQuoted when rest.StartsWith("''") => 2,
            YamlStyle.DoubleQuoted when rest.StartsWith("\\x") => 4,
            YamlStyle.DoubleQuoted when rest.StartsWith("\\u") => 6,
            YamlStyle.DoubleQuoted when rest.StartsWith("\\U") => 10,
            YamlStyle.DoubleQuoted when rest.StartsWith("\\") => 2,
            _ => 1,
        };
    }

    private void Advance(int count)
    {
        var step = Math.Min(count, _raw.Length - _position);
        _position += step;
        _column += step;
    }

    private int IndentOfBlock()
    {
        foreach (var line in _raw.AsSpan().EnumerateLines())
        {
            if (line.StartsWith(" ") && !line.IsWhiteSpace())
            {
                return line.IndexOfAnyExcept(' ');
            }
        }

        return 0;
    }
}
