using System.Globalization;
using System.Text;
using CsvHelper;
using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Formats.Csv;

/// <summary>Writes records as rows. Fields that were not listed are those of the first record. One document each; not thread-safe.</summary>
internal sealed class CsvRows : IDisposable
{
    private const int MaxFields = 10_000;

    private readonly CsvRowOptions _options;
    private readonly StreamWriter? _text;
    private readonly CsvWriter _writer;
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly List<string?> _values = [];
    private long _rows;
    private bool _isFixed;

    public CsvRows(CsvRowOptions options, Stream output)
    {
        _options = options;
        _lookup = _places.GetAlternateLookup<ReadOnlySpan<char>>();
        _text = options.Dialect.Encoding is UTF8Encoding ? null : Encoded(output, options.Dialect);
        _writer = options.Dialect.Write(output, _text);
        foreach (var field in options.Fields)
        {
            Add(field);
        }

        if (options.Fields.Count > 0)
        {
            Fix();
        }
    }

    /// <summary>The record for people.</summary>
    public string Place => string.Create(CultureInfo.InvariantCulture, $"Record {_rows + 1}");

    /// <summary>Whether the author listed the fields; then all others are passed over.</summary>
    public bool IsListed => _options.Fields.Count > 0;

    /// <summary>Whether a field is wanted, or would be new.</summary>
    public bool Wants(ReadOnlySpan<char> field) => !IsListed || _lookup.ContainsKey(field);

    /// <summary>Sets a field of the record that is being built.</summary>
    public void Set(ReadOnlySpan<char> field, string value)
    {
        if (!_lookup.TryGetValue(field, out var place))
        {
            if (IsListed)
            {
                return;
            }

            place = _isFixed ? throw CsvFaults.Unknown(Place, field.ToString()) : Add(field.ToString());
        }

        _values[place] = _values[place] is null ? value : throw CsvFaults.Repeated(Place, field.ToString());
    }

    /// <summary>The record is complete.</summary>
    public void EndRecord()
    {
        Fix();
        Write(_values);
        for (var i = 0; i < _values.Count; i++)
        {
            _values[i] = null;
        }

        _rows++;
    }

    /// <summary>The document is complete.</summary>
    public void End() => Encode(() =>
    {
        _writer.Flush();
        _text?.Flush();
    });

    public void Dispose()
    {
        try
        {
            _writer.Dispose();
            _text?.Dispose();
        }
        catch (EncoderFallbackException)
        {
            // Said when it was written; what is left in the buffers is of no use.
        }
    }

    private static StreamWriter Encoded(Stream output, CsvDialect dialect)
    {
        if (dialect.ByteOrderMark)
        {
            output.Write(dialect.Encoding.GetPreamble());
        }

        return new StreamWriter(output, new WithoutMark(Text.TextEncodings.Strict(dialect.Encoding)), leaveOpen: true);
    }

    private int Add(string field)
    {
        if (_places.Count == MaxFields)
        {
            throw CsvFaults.TooManyFields(Place, MaxFields);
        }

        _places.Add(field, _values.Count);
        _values.Add(null);
        return _values.Count - 1;
    }

    private void Fix()
    {
        if (_isFixed)
        {
            return;
        }

        _isFixed = true;
        if (_options.Header)
        {
            Write(_options.Titles.Count > 0 ? _options.Titles : [.. _places.OrderBy(place => place.Value).Select(place => place.Key)]);
        }
    }

    private void Write(IReadOnlyList<string?> values) => Encode(() =>
    {
        for (var i = 0; i < values.Count; i++)
        {
            _writer.WriteField(values[i] ?? "");
        }

        _writer.EndRecord();
    });

    private void Encode(Action write)
    {
        try
        {
            write();
        }
        catch (EncoderFallbackException e)
        {
            throw CsvFaults.NotInEncoding(_options.Dialect.Encoding.WebName, e);
        }
    }
}
