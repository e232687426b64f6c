using System.Globalization;
using System.Text.Json;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Formats.Csv;

namespace IntegrationActors.Formats.JsonToCsv;

/// <summary>
/// Turns the objects of a JSON array into rows of CSV, one at a time: memory is bounded by the largest object. Thread-safe: make one per set of options and
/// keep it.
/// </summary>
public sealed class JsonToCsvConverter
{
    private readonly JsonToCsvOptions _options;
    private readonly string[] _path;
    private readonly string[][] _fields;

    /// <summary>Checks the options and keeps them.</summary>
    /// <exception cref="ArgumentException">An option can't be used; the text is for the author of the flow.</exception>
    public JsonToCsvConverter(JsonToCsvOptions options)
    {
        options.Rows.Check();
        _options = options;
        _path = options.Path is null ? [] : RecordPath.Split(options.Path);
        _fields = [.. options.Rows.Fields.Select(field => field.Split('/'))];
    }

    /// <summary>Converts while reading. Both streams stay open.</summary>
    /// <param name="json">The document, in UTF-8; a byte order mark is skipped.</param>
    /// <param name="output">Gets the document, or a part of it when the conversion fails.</param>
    /// <param name="cancel">Asked for each record.</param>
    /// <exception cref="FaultException">IA3406, IA3412 to IA3416; the message names record and field.</exception>
    public void Convert(Stream json, Stream output, CancellationToken cancel)
    {
        using var items = new JsonItems(json, _path, _options.Rows.Dialect.MaxRecordSize);
        using var rows = new CsvRows(_options.Rows, output);
        while (items.Next() is { } document)
        {
            using (document)
            {
                cancel.ThrowIfCancellationRequested();
                Write(document.RootElement, rows);
            }
        }

        rows.End();
    }

    private void Write(JsonElement record, CsvRows rows)
    {
        if (record.ValueKind != JsonValueKind.Object)
        {
            throw CsvFaults.NotJson($"{rows.Place} is {record.ValueKind.ToString().ToLower(CultureInfo.InvariantCulture)}.");
        }

        if (_fields.Length > 0)
        {
            for (var i = 0; i < _fields.Length; i++)
            {
                rows.Set(_options.Rows.Fields[i], Find(record, _fields[i]) is { } found ? Text(found, _options.Rows.Fields[i], rows) : "");
            }
        }
        else
        {
            foreach (var member in record.EnumerateObject())
            {
                rows.Set(member.Name, Text(member.Value, member.Name, rows));
            }
        }

        rows.EndRecord();
    }

    private static JsonElement? Find(JsonElement record, string[] names)
    {
        foreach (var name in names)
        {
            if (record.ValueKind != JsonValueKind.Object || !record.TryGetProperty(name, out record))
            {
                return null;
            }
        }

        return record;
    }

    private static string Text(JsonElement value, string field, CsvRows rows) => value.ValueKind switch
    {
        JsonValueKind.String => ReadString(value, field, rows),
        JsonValueKind.Null => "",
        JsonValueKind.Object or JsonValueKind.Array => throw CsvFaults.Nested(rows.Place, field),
        _ => value.GetRawText(),
    };

    private static string ReadString(JsonElement value, string field, CsvRows rows)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            throw CsvFaults.NotJson($"{rows.Place}, '{CsvFaults.Shown(field)}' is not valid Unicode.", e);
        }
    }
}
