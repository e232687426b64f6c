using System.Buffers;
using System.Text;
using System.Text.Unicode;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Formats.Csv;
using IntegrationActors.Formats.Text;
using IntegrationActors.Formats.Xml;

namespace IntegrationActors.Formats.CsvToXml;

/// <summary>
/// Turns CSV into XML 1.0 in UTF-8, row by row: memory is bounded by the longest row. Each row becomes an element, each field an element in it. Thread-safe:
/// make one per set of options and keep it.
/// </summary>
public sealed class CsvToXmlConverter
{
    private readonly CsvToXmlOptions _options;
    private readonly byte[][] _path;
    private readonly byte[] _declaration;

    /// <summary>Checks the options and keeps them.</summary>
    /// <exception cref="ArgumentException">An option can't be used; the text is for the author of the flow.</exception>
    public CsvToXmlConverter(CsvToXmlOptions options)
    {
        options.Table.Check();
        _options = options;
        _path = [.. RecordPath.Split(options.Path).Select(Encoding.UTF8.GetBytes)];
        if (Array.Find(_path, name => !XmlNames.IsName(name) || XmlNames.IsReserved(name)) is { } wrong)
        {
            throw RefusedOption.Because($"'{Encoding.UTF8.GetString(wrong)}' is not a name of an element", nameof(options.Path));
        }

        if (_path.Length < 2)
        {
            throw RefusedOption.Because("one element can't be the root and each record; write both: rows/row", nameof(options.Path));
        }

        _declaration = options.Namespace is { } uri ? Declare(uri) : [];
    }

    /// <summary>Converts while reading. The stream stays open.</summary>
    /// <param name="csv">The document; a byte order mark decides its encoding, else the dialect.</param>
    /// <param name="output">Gets the document, or a part of it when the conversion fails.</param>
    /// <param name="cancel">Asked for each row.</param>
    /// <exception cref="FaultException">IA3401 to IA3407; the message names row, line and field.</exception>
    public void Convert(Stream csv, IBufferWriter<byte> output, CancellationToken cancel)
    {
        using var table = new CsvTable(_options.Table, csv, cancel);
        using var xml = new XmlElementWriter();
        var names = ElementNames.Of(table.Names);
        xml.Raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>"u8);
        for (var i = 0; i < _path.Length - 1; i++)
        {
            xml.Start(_path[i], i == 0 ? _declaration : []);
        }

        while (table.Read())
        {
            WriteRecord(table, names, xml);
            xml.Release(output, 0);
        }

        for (var i = _path.Length - 2; i >= 0; i--)
        {
            xml.End(_path[i]);
        }

        xml.Release(output, 0);
    }

    private static byte[] Declare(string uri)
    {
        using var escaped = new PooledBytes(256);
        return uri.Length > 0 && XmlEscaping.Attribute(Encoding.UTF8.GetBytes(uri), escaped) == XmlEscaping.AllWritten
            ? [.. " xmlns=\""u8, .. escaped.Written, (byte)'"']
            : throw RefusedOption.Because("a namespace is a text such as urn:example:orders", nameof(CsvToXmlOptions.Namespace));
    }

    private void WriteRecord(CsvTable table, byte[][] names, XmlElementWriter xml)
    {
        xml.Start(_path[^1], []);
        for (var i = 0; i < names.Length; i++)
        {
            var value = table.Value(i);
            if (value.IsEmpty)
            {
                WriteEmpty(names[i], xml);
            }
            else if (!xml.TryLeaf(names[i], value))
            {
                WriteText(table, i, names[i], xml);
            }
        }

        xml.End(_path[^1]);
    }

    private void WriteEmpty(byte[] name, XmlElementWriter xml)
    {
        if (!_options.DropEmpty)
        {
            xml.Start(name, []);
            xml.End(name);
        }
    }

    private static void WriteText(CsvTable table, int field, byte[] name, XmlElementWriter xml)
    {
        var value = table.Value(field);
        if (!Utf8.IsValid(value))
        {
            throw CsvFaults.NotText(table.FieldPlace(field));
        }

        xml.Start(name, []);
        if (xml.Text(value) is var refused and not XmlEscaping.AllWritten)
        {
            throw CsvFaults.Character(table.FieldPlace(field), refused);
        }

        xml.End(name);
    }
}
