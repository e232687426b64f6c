using System.Buffers;
using System.Text.Json;
using IntegrationActors.Core.Messages;
using IntegrationActors.Formats.Csv;
using IntegrationActors.Formats.CsvToJson;

namespace IntegrationActors.Formats.Splitting;

/// <summary>Reads the rows of CSV as JSON objects, with the names of the header line.</summary>
public sealed class CsvRecordPartReader : PartReader
{
    private static readonly ReadOnlyMemory<byte> Open = "["u8.ToArray();
    private static readonly ReadOnlyMemory<byte> Comma = ","u8.ToArray();

    private readonly Stream _stream;
    private readonly CsvTable _table;
    private readonly CsvRecordWriter _records;
    private readonly Utf8JsonWriter _json = new(Stream.Null, CsvRecordWriter.Json);
    private CsvRecord? _record;

    /// <summary>Reads a stream, which is disposed of with the reader.</summary>
    /// <param name="csv">The document; a byte order mark decides its encoding, else the dialect.</param>
    /// <param name="options">How rows become records; nothing stands around them.</param>
    /// <exception cref="Core.Exchanges.FaultException">IA3401 to IA3407: the header can't be read.</exception>
    public CsvRecordPartReader(Stream csv, CsvToJsonOptions options)
    {
        _stream = csv;
        try
        {
            _table = new CsvTable(options.Table, csv, CancellationToken.None);
            _records = new CsvRecordWriter(_table, options);
        }
        catch
        {
            csv.Dispose();
            throw;
        }
    }

    /// <summary>Whether single rows are made as records (<see cref="PayloadRecord"/>), and not written. Default false.</summary>
    public bool MakesRecords { get; init; }

    public override PayloadDocument? Document => _record;

    public override ValueTask<int> ReadAsync(IBufferWriter<byte> target, int count, CancellationToken cancel)
    {
        _record = null;
        if (!MakesRecords || count > 1)
        {
            return base.ReadAsync(target, count, cancel);
        }

        cancel.ThrowIfCancellationRequested();
        _record = _table.Read() ? _records.Take() : null;
        return new(_record is null ? 0 : 1);
    }

    protected override ReadOnlyMemory<byte> Separator => Comma;

    protected override ReadOnlyMemory<byte> Opening(bool isGroup) => isGroup ? Open : default;

    protected override ReadOnlySpan<byte> Closing(bool isGroup) => isGroup ? "]"u8 : default;

    protected override ValueTask<bool> ReadPartAsync(IBufferWriter<byte> target, ReadOnlyMemory<byte> lead, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        if (!_table.Read())
        {
            return new(false);
        }

        target.Write(lead.Span);
        _json.Reset(target);
        _records.Write(_json);
        _json.Flush();
        return new(true);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            // What was not flushed is no part: it must not reach a writer that is given back.
            _json.Reset(Stream.Null);
            _json.Dispose();
            _table.Dispose();
            _stream.Dispose();
        }

        base.Dispose(disposing);
    }
}
