using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Options;
using IntegrationActors.Expressions.Mapping;

namespace IntegrationActors.Steps.ValueMaps;

/// <summary>
/// A value mapping: what the same thing is called in several systems. Columns are systems, named <c>agency|identifier</c> or simply; each row is one thing. Of equal values in the
/// column that is searched, the first row counts. Immutable and thread-safe.
/// </summary>
internal sealed class ValueMap : IMappingLookup
{
    /// <summary>Code of what is wrong with a value mapping, or with the columns that are asked for.</summary>
    public const string Mistake = "IA1333";

    private const int MaxColumns = 100;

    private readonly string _name;
    private readonly string[] _columns;
    private readonly string[][] _rows;
    private readonly ConcurrentDictionary<(int From, int To), ValueMapDirection> _directions = new();

    private ValueMap(string name, string[] columns, string[][] rows) => (_name, _columns, _rows) = (name, columns, rows);

    /// <summary>Reads a file of the bundle.</summary>
    /// <exception cref="DiagnosticException">IA1333: the file is no value mapping; with the place.</exception>
    public static ValueMap Read(ResourceReference file, ReadOnlyMemory<byte> bytes)
    {
        var rows = YamlRows.IsYaml(file.Path)
            ? YamlRows.Read(file.Path, bytes, Mistake)
            : [.. new CsvRows(Encoding.UTF8.GetString(bytes.Span).TrimStart('\uFEFF'), file.Path, Mistake).Read()];
        if (rows.Count == 0 || rows[0].Count is < 2 or > MaxColumns)
        {
            throw Wrong(file.Path, 1, 1, $"a value mapping begins with a line of 2 to {MaxColumns} column names, such as shop|country,erp|country");
        }

        var findings = CheckNames(file.Path, rows[0]).Concat(CheckRows(file.Path, rows)).ToArray();
        return findings.Length == 0
            ? new ValueMap(file.Path, [.. rows[0].Select(c => c.Text)], [.. rows.Skip(1).Select(row => row.Select(c => c.Text).ToArray())])
            : throw new DiagnosticException(findings);
    }

    /// <summary>A mapping of two columns that stands in a flow.</summary>
    public static ValueMap Of(IReadOnlyDictionary<string, string> values) => new("values", ["from", "to"], [.. values.Select(v => new[] { v.Key, v.Value })]);

    /// <summary>From one column to another; with two columns, names may be left out.</summary>
    /// <returns>Null when there is no such column: <see cref="Explain"/> says which.</returns>
    public ValueMapDirection? Direction(string? from, string? to)
    {
        if (_columns.Length > 2 && (from is null || to is null))
        {
            return null;
        }

        var source = from is not null ? IndexOf(from) : to is not null ? 1 - IndexOf(to) : 0;
        var target = to is not null ? IndexOf(to) : 1 - source;
        return IsColumn(source) && IsColumn(target) ? _directions.GetOrAdd((source, target), key => ValueMapDirection.Of(_rows, key.From, key.To)) : null;
    }

    /// <summary>Why there is no such direction.</summary>
    public string Explain(string? from, string? to)
    {
        var known = string.Join(", ", _columns.Select(c => $"'{c}'"));
        var unknown = new[] { from, to }.FirstOrDefault(name => name is not null && IndexOf(name) < 0);
        return unknown is null
            ? $"{_name} has {_columns.Length} columns: say from which and to which; there are {known}"
            : $"{_name} has no column '{unknown}'{Suggestion.DidYouMean(unknown, _columns)}; there are {known}";
    }

    bool IMappingLookup.TryDirection(string? from, string? to, [NotNullWhen(true)] out Func<string, string?>? find)
    {
        find = Direction(from, to) is { } direction ? direction.Find : null;
        return find is not null;
    }

    internal bool Has(string column) => IndexOf(column) >= 0;

    private bool IsColumn(int index) => index >= 0 && index < _columns.Length;

    private int IndexOf(string column) => Array.IndexOf(_columns, column);

    private static IEnumerable<Diagnostic> CheckNames(string file, List<CsvCell> names)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (name.Text.Length == 0)
            {
                yield return At(file, name, "this column has no name");
            }
            else if (!known.Add(name.Text))
            {
                yield return At(file, name, $"two columns are named '{name.Text}'");
            }
        }
    }

    private static IEnumerable<Diagnostic> CheckRows(string file, List<List<CsvCell>> rows) =>
        from row in rows.Skip(1)
        where row.Count != rows[0].Count
        select At(file, row.Count > rows[0].Count ? row[rows[0].Count] : row[^1], $"this row has {row.Count} cells, and the first line names {rows[0].Count} columns; text with a separator needs quotes");

    private static Diagnostic At(string file, CsvCell cell, string message) => Diagnostic.Error(Mistake, new SourceSpan(file, cell.Line, cell.Column), message);

    private static DiagnosticException Wrong(string file, int line, int column, string message) => new(Diagnostic.Error(Mistake, new SourceSpan(file, line, column), message));
}
