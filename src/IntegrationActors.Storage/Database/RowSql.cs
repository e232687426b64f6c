namespace IntegrationActors.Storage.Database;

/// <summary>An INSERT of many rows: <see cref="Each"/> for one row at a time, <see cref="All"/> for arrays of their columns in one go.</summary>
internal sealed class RowSql
{
    private RowSql(string each, string all, IReadOnlyList<string> types) => (Each, All, Types) = (each, all, types);

    /// <summary>Parameter n is column n of one row.</summary>
    public string Each { get; }

    /// <summary>Parameter n is the array of column n of all rows (PostgreSQL).</summary>
    public string All { get; }

    /// <summary>Types of the columns, as PostgreSQL calls them.</summary>
    public IReadOnlyList<string> Types { get; }

    /// <summary>Describes an insert.</summary>
    /// <param name="table">Where the rows go.</param>
    /// <param name="columns">Names with types, such as <c>name text, count bigint, id bytea</c>.</param>
    /// <param name="tail">What follows the values, such as <c>ON CONFLICT DO NOTHING</c>.</param>
    /// <param name="returned">What <see cref="All"/> returns, such as <c>number, id</c>. Nothing is returned by <see cref="Each"/>: SQLite makes a table for it each time.</param>
    /// <param name="onlyIf">What holds for a row that <see cref="All"/> inserts, in the names of the columns and the parameters.</param>
    public static RowSql Insert(string table, string columns, string tail, string? returned = null, string? onlyIf = null)
    {
        var pairs = columns.Split(',', StringSplitOptions.TrimEntries).Select(column => column.Split(' ')).ToList();
        var names = string.Join(", ", pairs.Select(pair => pair[0]));
        var values = string.Join(", ", pairs.Select((_, i) => $"?{i + 1}"));
        var arrays = string.Join(", ", pairs.Select((pair, i) => $"?{i + 1}::{pair[1]}[]"));
        return new RowSql(
            $"INSERT INTO {table} ({names}) VALUES ({values}) {tail}",
            $"INSERT INTO {table} ({names}) SELECT * FROM unnest({arrays}) AS added ({names}){(onlyIf is null ? "" : $" WHERE {onlyIf}")} {tail}{(returned is null ? "" : $" RETURNING {returned}")}",
            [.. pairs.Select(pair => pair[1])]);
    }
}
