namespace IntegrationActors.Storage.Database;

/// <summary>
/// Rows on their way into the database, column by column; at most 63 columns: one statement of arrays for PostgreSQL (<see cref="RowSql.All"/>), for SQLite statements of up to <see cref="Together"/>
/// rows (<see cref="RowSql.Rows"/>). Used by one thread at a time, over and over.
/// </summary>
internal sealed class RowBuffer(RowSql sql) : IRow
{
    /// <summary>A statement of SQLite opens the table and all of its indexes, and finds the end of each: for so many rows once. More of them save little.</summary>
    public const int Together = 16;

    private const int Few = 4;

    // Each combination of columns that have values is a statement of its own; a store sees few of them.
    private const int MostCombinations = 16;

    private readonly Column[] _columns = [.. sql.Types.Select(Make)];
    private readonly HashSet<ulong> _combinations = [];
    private readonly HashSet<(ulong Columns, ulong Shared)> _sharings = [];
    private readonly Dictionary<(ulong Columns, ulong Shared, int Rows), string> _statements = [];

    public int Count { get; private set; }

    /// <summary>Begins a row, whose columns are all NULL until they are set.</summary>
    public IRow Add()
    {
        Count++;
        foreach (var column in _columns)
        {
            column.Add();
        }

        return this;
    }

    public IRow Set(int column, long? value)
    {
        ((Column<long?>)_columns[column - 1]).Set(value);
        return this;
    }

    public IRow Set(int column, ReadOnlySpan<byte> blob)
    {
        ((Column<byte[]?>)_columns[column - 1]).Set(blob.ToArray());
        return this;
    }

    public IRow Set(int column, byte[] blob)
    {
        ((Column<byte[]?>)_columns[column - 1]).Set(blob);
        return this;
    }

    public IRow Set(int column, string? text)
    {
        ((Column<string?>)_columns[column - 1]).Set(text);
        return this;
    }

    /// <summary>Inserts all rows, which are forgotten here.</summary>
    /// <returns>How many were inserted.</returns>
    public int Run(StoreConnection connection)
    {
        if (connection.Dialect == SqlDialect.Postgres)
        {
            using var all = Prepare(connection);
            return all.Run();
        }

        var (columns, inserted) = (WithValues(), 0);
        for (var first = 0; first < Count;)
        {
            var rows = Count - first >= Together ? Together : Count - first >= Few ? Few : 1;
            var shared = rows == Together ? Shared(columns, first) : 0;
            using var insert = connection.Prepare(Text(columns, shared, rows));
            Bind(insert, columns, shared, first, rows);
            inserted += insert.Run();
            first += rows;
        }

        Clear();
        return inserted;
    }

    /// <summary>The statement of PostgreSQL with all rows bound, which are forgotten here.</summary>
    public Statement Prepare(StoreConnection connection)
    {
        var columns = WithValues();
        var statement = connection.Prepare(Text(columns, shared: 0, rows: 0));
        for (var i = 0; i < _columns.Length; i++)
        {
            if (Has(columns, i))
            {
                _columns[i].Bind(statement, i + 1);
            }
        }

        Clear();
        return statement;
    }

    private ulong WithValues()
    {
        var columns = 0UL;
        for (var i = 0; i < _columns.Length; i++)
        {
            columns |= _columns[i].HasValues ? 1UL << i : 0;
        }

        if (_combinations.Contains(columns))
        {
            return columns;
        }

        columns = _combinations.Count < MostCombinations ? columns : (1UL << _columns.Length) - 1;
        _combinations.Add(columns);
        return columns;
    }

    // Rows that follow one another mostly have the same flow, sender, receiver and the like: bound once for all of a statement, they cost next to nothing.
    private ulong Shared(ulong columns, int first)
    {
        var shared = 0UL;
        for (var i = 0; i < _columns.Length; i++)
        {
            shared |= Has(columns, i) && _columns[i].IsShared(first, Together) ? 1UL << i : 0;
        }

        return _sharings.Contains((columns, shared)) || (_sharings.Count < MostCombinations && _sharings.Add((columns, shared))) ? shared : 0;
    }

    private string Text(ulong columns, ulong shared, int rows)
    {
        if (!_statements.TryGetValue((columns, shared, rows), out var text))
        {
            text = rows == 0 ? sql.All(columns) : sql.Rows(columns, shared, rows);
            _statements.Add((columns, shared, rows), text);
        }

        return text;
    }

    private void Bind(Statement statement, ulong columns, ulong shared, int first, int rows)
    {
        var parameter = BindRow(statement, shared, first, parameter: 0);
        for (var row = first; row < first + rows; row++)
        {
            parameter = BindRow(statement, columns & ~shared, row, parameter);
        }
    }

    private int BindRow(Statement statement, ulong columns, int row, int parameter)
    {
        for (var i = 0; i < _columns.Length; i++)
        {
            if (Has(columns, i))
            {
                _columns[i].Bind(statement, ++parameter, row);
            }
        }

        return parameter;
    }

    private static bool Has(ulong columns, int column) => (columns & (1UL << column)) != 0;

    public void Clear()
    {
        Count = 0;
        foreach (var column in _columns)
        {
            column.Clear();
        }
    }

    private static Column Make(string type) => type switch
    {
        "bigint" => new Column<long?>((statement, parameter, values) => statement.BindArray(parameter, values), (statement, parameter, value) => statement.Bind(parameter, value)),
        "text" => new Column<string?>((statement, parameter, values) => statement.BindArray(parameter, values), (statement, parameter, value) => statement.Bind(parameter, value)),
        "bytea" => new Column<byte[]?>((statement, parameter, values) => statement.BindArray(parameter, values), (statement, parameter, value) => statement.Bind(parameter, value.AsSpan())),
        _ => throw new ArgumentException($"A column is bigint, text or bytea, not {type}.", nameof(type)),
    };

    private abstract class Column
    {
        public abstract bool HasValues { get; }

        public abstract void Add();

        public abstract bool IsShared(int first, int rows);

        public abstract void Bind(Statement statement, int parameter);

        public abstract void Bind(Statement statement, int parameter, int row);

        public abstract void Clear();
    }

    private sealed class Column<T>(Action<Statement, int, T[]> bindAll, Action<Statement, int, T> bind) : Column
    {
        private readonly List<T> _values = [];
        private bool _hasValues;

        public override bool HasValues => _hasValues;

        public override void Add() => _values.Add(default!);

        public void Set(T value)
        {
            _values[^1] = value;
            _hasValues |= value is not null;
        }

        // Blobs count as different unless they are one.
        public override bool IsShared(int first, int rows)
        {
            for (var row = first + 1; row < first + rows; row++)
            {
                if (!EqualityComparer<T>.Default.Equals(_values[row], _values[first]))
                {
                    return false;
                }
            }

            return true;
        }

        public override void Bind(Statement statement, int parameter) => bindAll(statement, parameter, [.. _values]);

        // What is not bound is NULL.
        public override void Bind(Statement statement, int parameter, int row)
        {
            if (_values[row] is { } value)
            {
                bind(statement, parameter, value);
            }
        }

        public override void Clear()
        {
            _values.Clear();
            _hasValues = false;
        }
    }
}
