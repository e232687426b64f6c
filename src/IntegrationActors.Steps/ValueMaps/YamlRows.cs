using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Options;
using IntegrationActors.Formats.Yaml;

namespace IntegrationActors.Steps.ValueMaps;

/// <summary>Reads the YAML of a value mapping: <c>columns</c>, a list of names, and <c>rows</c>, a list of lists. All of it are cells, as those of CSV.</summary>
internal static class YamlRows
{
    private const string Columns = "columns";
    private const string Rows = "rows";

    /// <summary>Whether the file is YAML by its name.</summary>
    public static bool IsYaml(string path) => path.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".yml", StringComparison.OrdinalIgnoreCase);

    /// <summary>The names, then the rows.</summary>
    /// <exception cref="DiagnosticException">It is not YAML, or not of this form.</exception>
    public static List<List<CsvCell>> Read(string file, ReadOnlyMemory<byte> bytes, string code)
    {
        var root = YamlFile.Read(file, bytes, code);
        if (root is not OptionMap map || Value(map, Columns) is not { } columns || Value(map, Rows) is not OptionList rows)
        {
            throw Wrong(code, root.Span, "a value mapping is a map of two lists; write: columns: [shop|country, erp|country] and below rows: [[DE, \"49\"]]");
        }

        if (map.Entries.FirstOrDefault(entry => entry.Key.Text is not Columns and not Rows) is { } unknown)
        {
            throw Wrong(code, unknown.Key.Span, $"unknown key '{unknown.Key.Text}'{Suggestion.DidYouMean(unknown.Key.Text, [Columns, Rows])}");
        }

        return [Cells(columns, code), .. rows.Items.Select(row => Cells(row, code))];
    }

    private static OptionNode? Value(OptionMap map, string key) => map.Entries.FirstOrDefault(entry => string.Equals(entry.Key.Text, key, StringComparison.Ordinal))?.Value;

    private static List<CsvCell> Cells(OptionNode row, string code) => row is OptionList list
        ? [.. list.Items.Select(item => item is OptionText text ? new CsvCell(text.IsNothing ? "" : text.Text, text.Span.Line, text.Span.Column) : throw Wrong(code, item.Span, "a cell is a text"))]
        : throw Wrong(code, row.Span, "a row is a list of texts; write: - [DE, \"49\"]");

    private static DiagnosticException Wrong(string code, SourceSpan span, string message) => new(Diagnostic.Error(code, span, message));
}
