using System.Buffers;
using System.Text.Json;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Formats.Csv;
using IntegrationActors.Formats.Text;

namespace IntegrationActors.Formats.CsvToJson;

/// <summary>
/// Turns CSV into a JSON array of objects in UTF-8, row by row: memory is bounded by the longest row. Values are strings unless told otherwise. Thread-safe:
/// make one per set of options and keep it.
/// </summary>
public sealed class CsvToJsonConverter
{
    private const int FlushAt = 32 * 1024;

    private readonly CsvToJsonOptions _options;
    private readonly string[] _path;

    /// <summary>Checks the options and keeps them.</summary>
    /// <exception cref="ArgumentException">An option can't be used; the text is for the author of the flow.</exception>
    public CsvToJsonConverter(CsvToJsonOptions options)
    {
        options.Table.Check();
        _options = options;
        _path = options.Path is null ? [] : RecordPath.Split(options.Path);
        if (options.Numbers.FirstOrDefault(name => options.Booleans.Contains(name, StringComparer.Ordinal)) is { } both)
        {
            throw RefusedOption.Because($"field '{both}' can't be a number and a boolean", nameof(options.Numbers));
        }
    }

    /// <summary>Converts while reading. The stream stays open.</summary>
    /// <param name="csv">The document; a byte order mark decides its encoding, else the dialect.</param>
    /// <param name="output">Gets the document, or a part of it when the conversion fails.</param>
    /// <param name="cancel">Asked for each row.</param>
    /// <exception cref="FaultException">IA3401 to IA3408; the message names row, line and field.</exception>
    public void Convert(Stream csv, IBufferWriter<byte> output, CancellationToken cancel)
    {
        using var table = new CsvTable(_options.Table, csv, cancel);
        using var json = new Utf8JsonWriter(output, CsvRecordWriter.Json);
        var records = new CsvRecordWriter(table, _options);
        foreach (var name in _path)
        {
            json.WriteStartObject();
            json.WritePropertyName(name);
        }

        json.WriteStartArray();
        while (table.Read())
        {
            records.Write(json);
            if (json.BytesPending >= FlushAt)
            {
                json.Flush();
            }
        }

        json.WriteEndArray();
        foreach (var _ in _path)
        {
            json.WriteEndObject();
        }

        json.Flush();
    }
}
