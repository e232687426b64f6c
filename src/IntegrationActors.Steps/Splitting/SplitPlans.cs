using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Steps;
using IntegrationActors.Expressions.JsonPath;
using IntegrationActors.Expressions.XPath;
using IntegrationActors.Formats.Archives;
using IntegrationActors.Formats.Csv;
using IntegrationActors.Formats.CsvToJson;
using IntegrationActors.Formats.Splitting;
using IntegrationActors.Steps.Splitter;

namespace IntegrationActors.Steps.Splitting;

/// <summary>Finds the way to split that the options mean.</summary>
internal static class SplitPlans
{
    public const string CantFollow = "IA1307";

    public static ISplitPlan Of(SplitterOptions options, IStepContext context) => options switch
    {
        { Zip: { } zip } => new ArchiveSplitPlan(zip, context.Spool, (stream, limits, cancel) => new ZipFiles(stream, limits, cancel)),
        { Tar: { } tar } => new ArchiveSplitPlan(tar, context.Spool, (stream, limits, cancel) => new TarFiles(stream, limits, cancel)),
        { Pkcs7: { } signed } => new Pkcs7SplitPlan(signed, context.Spool),
        { Edi: { } edi } => new EdiSplitPlan(edi, context),
        { Xpath: { } path } => new DocumentSplitPlan(Xml(path, options.Envelope), options.Grouping, context.Spool),
        { Jsonpath: { } path } => new DocumentSplitPlan(Json(path), options.Grouping, context.Spool) { WaitsForBytes = JsonPathLocation.Of(path) is not null },
        { Csv: { } csv } => new DocumentSplitPlan(Csv(csv), options.Grouping, context.Spool) { WaitsForBytes = csv.As != CsvPartSyntax.Json },
        _ => new DocumentSplitPlan(Token(options.Token), options.Grouping, context.Spool) { WaitsForBytes = true },
    };

    private static Func<Exchange, PartReader> Xml(Expression path, bool hasEnvelope)
    {
        if (XPathLocation.Of(path) is not { } location)
        {
            return hasEnvelope
                ? throw new DiagnosticException(Diagnostic.Error(CantFollow, path.Span, $"'{path.Text}' can't be split with 'envelope': write the names of the elements from the root (/orders/order), or one name (//order)"))
                : exchange => new NodePartReader(path.Evaluate(exchange), isJson: false);
        }

        var way = new XmlPath(location.Elements.Select(element => (element.NamespaceUri, element.LocalName)), location.IsAnywhere);
        return exchange => exchange.Body.TryGetMemory(out var memory)
            ? new XmlPartReader(memory, exchange.Body.OpenRead(), way, hasEnvelope) { MakesTrees = true }
            : new XmlPartReader(exchange.Body.OpenRead(), way, hasEnvelope) { MakesTrees = true };
    }

    private static Func<Exchange, PartReader> Json(Expression path)
    {
        if (JsonPathLocation.Of(path) is not { } location)
        {
            return exchange => new NodePartReader(path.Evaluate(exchange), isJson: true);
        }

        return exchange => exchange.Body.TryGetMemory(out var memory)
            ? new JsonPartReader(memory, location.Names)
            : new JsonPartReader(exchange.Body.OpenRead(), location.Names);
    }

    private static Func<Exchange, PartReader> Csv(CsvSplitOptions csv)
    {
        if (csv.As == CsvPartSyntax.Json)
        {
            return Records(csv);
        }

        var (delimiter, quote, header) = (csv.Delimiter[0], csv.Quote[0], csv.Header);
        return exchange => SplitText.Open(
            exchange.Body,
            memory => new CsvPartReader(memory, delimiter, quote, header),
            stream => new CsvPartReader(stream, delimiter, quote, header));
    }

    private static Func<Exchange, PartReader> Records(CsvSplitOptions csv)
    {
        var dialect = new CsvDialect { Separator = csv.Delimiter[0], Quote = csv.Quote[0] };
        return exchange => new CsvRecordPartReader(
            exchange.Body.OpenRead(),
            new CsvToJsonOptions { Table = new CsvTableOptions { Dialect = dialect with { Encoding = exchange.Body.Encoding } } }) { MakesRecords = true };
    }

    private static Func<Exchange, PartReader> Token(string? token)
    {
        return exchange =>
        {
            var bytes = token is null ? null : SplitText.EncodingOfParts(exchange.Body).GetBytes(token);
            return SplitText.Open(exchange.Body, memory => new TokenPartReader(memory, bytes), stream => new TokenPartReader(stream, bytes));
        };
    }
}
