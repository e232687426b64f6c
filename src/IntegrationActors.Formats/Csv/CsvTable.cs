using System.Globalization;
using System.Text;
using CsvHelper;

namespace IntegrationActors.Formats.Csv;

/// <summary>The records of one CSV document, one after the other. Memory is bounded by the longest row. Not thread-safe.</summary>
internal sealed class CsvTable : IDisposable
{
    private readonly CsvTableOptions _options;
    private readonly byte[]? _marker;
    private readonly CsvReader _reader;
    private readonly CancellationToken _cancel;
    private int[] _columns = [];
    private int _expected;
    private bool _isPending;

    public CsvTable(CsvTableOptions options, Stream csv, CancellationToken cancel)
    {
        _options = options;
        _cancel = cancel;
        _marker = options.RecordMarker is null ? null : Encoding.UTF8.GetBytes(options.RecordMarker);
        _reader = options.Dialect.Open(csv);
        Begin();
    }

    /// <summary>Names of the fields, in the order of <see cref="Value"/>.</summary>
    public IReadOnlyList<string> Names { get; private set; } = [];

    /// <summary>The row for people: "Row 3, which starts in line 4,".</summary>
    public string Place => string.Create(CultureInfo.InvariantCulture, $"Row {_reader.RowNumber} (line {_reader.LineNumber})");

    /// <summary>Goes to the next record; false at the end.</summary>
    public bool Read()
    {
        while (_isPending || Next())
        {
            _isPending = false;
            if (_marker is null || _reader.GetSpan(0).SequenceEqual(_marker))
            {
                CheckCount();
                return true;
            }
        }

        return false;
    }

    /// <summary>Bytes of a field, in UTF-8 that was not checked; valid until the next <see cref="Read"/>.</summary>
    public ReadOnlySpan<byte> Value(int field)
    {
        var column = _columns[field];
        if (column >= _reader.FieldCount)
        {
            return [];
        }

        var value = _reader.GetSpan(column);
        return value.Length <= _options.Dialect.MaxFieldSize
            ? value
            : throw CsvFaults.TooLong(FieldPlace(field), _options.Dialect.MaxFieldSize, "maxFieldSize");
    }

    /// <summary>A field for people: row, line, number and name.</summary>
    public string FieldPlace(int field) => string.Create(CultureInfo.InvariantCulture, $"{Place}, field {_columns[field] + 1} '{CsvFaults.Shown(Names[field])}'");

    public void Dispose() => _reader.Dispose();

    private void Begin()
    {
        var first = _options.DropMarker ? 1 : 0;
        if (_options.Header == CsvHeader.Names)
        {
            var header = Next() ? Header() : [];
            _expected = header.Length;
            Choose(header, first);
            return;
        }

        if (_options.Header == CsvHeader.Skip)
        {
            Next();
        }

        _expected = _options.Fields.Count > 0 ? _options.Fields.Count + first : FirstRow();
        _columns = [.. Enumerable.Range(first, int.Max(0, _expected - first))];
        Names = _options.Fields.Count > 0 ? _options.Fields : [.. _columns.Select(column => string.Create(CultureInfo.InvariantCulture, $"field{column + 1 - first}"))];
    }

    private int FirstRow()
    {
        while (Next())
        {
            if (_marker is null || _reader.GetSpan(0).SequenceEqual(_marker))
            {
                _isPending = true;
                return _reader.FieldCount;
            }
        }

        return 0;
    }

    private string[] Header()
    {
        var names = new string[_reader.FieldCount];
        for (var i = 0; i < names.Length; i++)
        {
            var name = Decode(_reader.GetSpan(i)).Trim();
            names[i] = name.Length > 0 ? name : string.Create(CultureInfo.InvariantCulture, $"field{i + 1}");
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        return Array.Find(names, name => !seen.Add(name)) is { } twice ? throw CsvFaults.HeaderRepeats(twice) : names;
    }

    private void Choose(string[] header, int first)
    {
        Names = _options.Fields.Count > 0 ? _options.Fields : header[int.Min(first, header.Length)..];
        _columns = new int[Names.Count];
        for (var i = 0; i < _columns.Length; i++)
        {
            var column = Array.IndexOf(header, Names[i]);
            _columns[i] = column >= 0 ? column : throw CsvFaults.HeaderLacks(Names[i], header);
        }
    }

    private bool Next()
    {
        _cancel.ThrowIfCancellationRequested();
        try
        {
            return _reader.Read();
        }
        catch (CsvFormatException e)
        {
            throw CsvFaults.Malformed(e, _options.Dialect.MaxRecordSize);
        }
        catch (DecoderFallbackException e)
        {
            throw CsvFaults.NotText($"After row {_reader.RowNumber.ToString(CultureInfo.InvariantCulture)}", e);
        }
    }

    private void CheckCount()
    {
        var found = _reader.FieldCount;
        var isRight = _options.RaggedRows switch
        {
            RaggedRows.FillAndCut => true,
            RaggedRows.Fill => found <= _expected,
            _ => found == _expected,
        };
        if (!isRight)
        {
            throw CsvFaults.Ragged(Place, found, _expected);
        }
    }

    private string Decode(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return Text.TextEncodings.Utf8.GetString(utf8);
        }
        catch (DecoderFallbackException e)
        {
            throw CsvFaults.NotText("Header", e);
        }
    }
}
