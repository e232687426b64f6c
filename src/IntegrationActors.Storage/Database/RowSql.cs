namespace IntegrationActors.Storage.Database;

/// <summary>An INSERT of many rows: <see cref="Each"/> for one row at a time, <see cref="Rows"/> for some, <see cref="All"/> for arrays of their columns in one go.</summary>
internal sealed class RowSql
{
    private readonly string _table;
    private readonly IReadOnlyList<(string Name, string Type)> _columns;
    private readonly IReadOnlyList<(string Name, string Value)> _same;
    private readonly string _tail;

    /// <summary>Describes an insert.</summary>
    /// <param name="table">Where the rows go.</param>
    /// <param name="columns">Names with types, such as <c>name text, count bigint, id bytea</c>.</param>
    /// <param name="same">Columns that have the same value in all rows, or that of another column, such as <c>state=0, due=enqueued</c>.</param>
    /// <param name="tail">What follows the values, such as <c>ON CONFLICT DO NOTHING</c>.</param>
    public RowSql(string table, string columns, string same = "", string tail = "")
    {
        (_table, _tail) = (table, tail);
        _columns = [.. Words(columns, ' ')];
        _same = [.. Words(same, '=')];
        Types = [.. _columns.Select(column => column.Type)];
        var values = _columns.Select((_, i) => Parameter(i)).Concat(_same.Select(pair => Place(pair.Value) is var place and >= 0 ? Parameter(place) : pair.Value));
        Each = $"INSERT INTO {table} ({Names(_columns.Select(c => c.Name))}) VALUES ({string.Join(", ", values)}) {tail}";
    }

    /// <summary>Parameter n is column n of one row.</summary>
    public string Each { get; }

    /// <summary>Types of the columns, as PostgreSQL calls them.</summary>
    public IReadOnlyList<string> Types { get; }

    /// <summary>What <see cref="All"/> returns, such as <c>number, id</c>. Nothing is returned by <see cref="Each"/>: SQLite makes a table for it each time.</summary>
    public string? Returned { private get; init; }

    /// <summary>What holds for a row that <see cref="All"/> inserts, in the names of the columns and the parameters.</summary>
    public string? OnlyIf { private get; init; }

    /// <summary>Parameter n is the array of column n of all rows (PostgreSQL).</summary>
    /// <param name="columns">Bit n - 1 is set for column n; the others are NULL in all rows, and neither sent nor taken apart.</param>
    public string All(ulong columns)
    {
        var sent = Sent(columns);
        var names = string.Join(", ", sent.Select(i => _columns[i].Name));
        var arrays = string.Join(", ", sent.Select(i => $"{Parameter(i)}::{_columns[i].Type}[]"));
        var values = names + string.Concat(_same.Select(pair => ", " + pair.Value));
        return $"INSERT INTO {_table} ({Names(sent.Select(i => _columns[i].Name))}) SELECT {values} FROM unnest({arrays}) AS added ({names})"
            + $"{(OnlyIf is null ? "" : $" WHERE {OnlyIf}")} {_tail}{(Returned is null ? "" : $" RETURNING {Returned}")}";
    }

    /// <summary>Parameters are the columns that all rows share, then the other columns of one row after the other (SQLite).</summary>
    /// <param name="columns">Bit n - 1 is set for column n; the others are NULL in all rows.</param>
    /// <param name="shared">Those of the columns that have the same value in all rows.</param>
    /// <param name="rows">How many rows.</param>
    public string Rows(ulong columns, ulong shared, int rows)
    {
        var (sent, once, own) = (Sent(columns), Sent(shared), Sent(columns & ~shared));
        var values = Enumerable.Range(0, rows).Select(row => string.Join(", ", sent.Select(column => ParameterOf(column, row))
            .Concat(_same.Select(pair => sent.Contains(Place(pair.Value)) ? ParameterOf(Place(pair.Value), row) : pair.Value))));
        string ParameterOf(int column, int row) => Parameter(once.IndexOf(column) is var place and >= 0 ? place : once.Count + (row * own.Count) + own.IndexOf(column));
        return $"INSERT INTO {_table} ({Names(sent.Select(i => _columns[i].Name))}) VALUES {string.Join(", ", values.Select(row => $"({row})"))} {_tail}";
    }

    private static string Parameter(int column) => $"?{column + 1}";

    private static IEnumerable<(string, string)> Words(string list, char between) =>
        list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split(between)).Select(pair => (pair[0], pair[1]));

    private List<int> Sent(ulong columns) => [.. Enumerable.Range(0, _columns.Count).Where(i => (columns & (1UL << i)) != 0)];

    private string Names(IEnumerable<string> columns) => string.Join(", ", columns.Concat(_same.Select(pair => pair.Name)));

    private int Place(string column) => _columns.Select(c => c.Name).ToList().IndexOf(column);
}
