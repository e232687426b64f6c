using System.Text;
using IntegrationActors.Core.Diagnostics;

namespace IntegrationActors.Steps.ValueMaps;

/// <summary>One cell with its place.</summary>
internal readonly record struct CsvCell(string Text, int Line, int Column);

/// <summary>Reads the CSV of a value mapping (RFC 4180), with the place of each cell. The separator is a comma, or what the first line has more of: semicolon or tab.</summary>
internal sealed class CsvRows(string text, string file, string code)
{
    private readonly char _separator = SeparatorOf(text);
    private int _position;
    private int _line = 1;
    private int _lineStart;

    private bool AtBreak => text[_position] is '\n' or '\r';

    /// <summary>Rows that have text.</summary>
    /// <exception cref="DiagnosticException">A quote is not closed.</exception>
    public IEnumerable<List<CsvCell>> Read()
    {
        while (_position < text.Length)
        {
            var row = ReadRow();
            if (row.Exists(cell => cell.Text.Length > 0))
            {
                yield return row;
            }
        }
    }

    private List<CsvCell> ReadRow()
    {
        var row = new List<CsvCell>();
        while (true)
        {
            row.Add(ReadCell());
            if (_position >= text.Length)
            {
                return row;
            }

            var ends = AtBreak;
            Step();
            if (ends)
            {
                return row;
            }
        }
    }

    private CsvCell ReadCell()
    {
        var (line, column) = (_line, _position - _lineStart + 1);
        if (_position < text.Length && text[_position] == '"')
        {
            return new CsvCell(ReadQuoted(line, column), line, column);
        }

        var start = _position;
        while (_position < text.Length && !AtBreak && text[_position] != _separator)
        {
            _position++;
        }

        return new CsvCell(text[start.._position].Trim(), line, column);
    }

    private string ReadQuoted(int line, int column)
    {
        var value = new StringBuilder();
        _position++;
        while (_position < text.Length)
        {
            var character = text[_position];
            if (character != '"')
            {
                value.Append(character);
                Step();
            }
            else if (_position + 1 < text.Length && text[_position + 1] == '"')
            {
                value.Append('"');
                _position += 2;
            }
            else
            {
                _position++;
                SkipToSeparator();
                return value.ToString();
            }
        }

        throw new DiagnosticException(Diagnostic.Error(code, new SourceSpan(file, line, column), "the quote that opens here is never closed"));
    }

    private void SkipToSeparator()
    {
        while (_position < text.Length && !AtBreak && text[_position] != _separator)
        {
            _position++;
        }
    }

    private void Step()
    {
        if (text[_position] == '\r' && _position + 1 < text.Length && text[_position + 1] == '\n')
        {
            _position++;
        }

        if (AtBreak)
        {
            _line++;
            _lineStart = _position + 1;
        }

        _position++;
    }

    private static char SeparatorOf(string text)
    {
        var first = text.AsSpan(0, text.AsSpan().IndexOfAny('\r', '\n') is var end and >= 0 ? end : text.Length);
        var (commas, semicolons, tabs) = (first.Count(','), first.Count(';'), first.Count('\t'));
        return tabs > commas && tabs > semicolons ? '\t' : semicolons > commas ? ';' : ',';
    }
}
