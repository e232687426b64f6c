using System.Xml;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Formats.Csv;
using IntegrationActors.Formats.Xml;

namespace IntegrationActors.Formats.XmlToCsv;

/// <summary>
/// Turns the elements of a path into rows of CSV, one at a time: memory is bounded by the largest record. Namespaces don't matter. Thread-safe: make one per
/// set of options and keep it.
/// </summary>
public sealed class XmlToCsvConverter
{
    private readonly XmlToCsvOptions _options;
    private readonly string[] _path;

    /// <summary>Checks the options and keeps them.</summary>
    /// <exception cref="ArgumentException">An option can't be used; the text is for the author of the flow.</exception>
    public XmlToCsvConverter(XmlToCsvOptions options)
    {
        options.Rows.Check();
        _options = options;
        _path = RecordPath.Split(options.Path);
    }

    /// <summary>Converts while reading. Both streams stay open.</summary>
    /// <param name="xml">The document.</param>
    /// <param name="output">Gets the document, or a part of it when the conversion fails.</param>
    /// <param name="cancel">Asked for each block of the document.</param>
    /// <exception cref="FaultException">IA3411 to IA3415; the message names record and field.</exception>
    public void Convert(Stream xml, Stream output, CancellationToken cancel)
    {
        var limit = _options.Rows.Dialect.MaxFieldSize;
        using var guard = new ValueGuardStream(xml, limit, _ => CsvFaults.TooLong("A single name, attribute or text", limit, "maxFieldSize"), cancel);
        using var reader = SafeXml.CreateReader(guard);
        using var rows = new CsvRows(_options.Rows, output);
        var walk = new XmlRecords(_path, _options, rows);
        try
        {
            while (reader.Read())
            {
                cancel.ThrowIfCancellationRequested();
                walk.Take(reader);
                guard.Reset();
            }
        }
        catch (XmlException e)
        {
            throw CsvFaults.NotXml(e);
        }

        rows.End();
    }
}
