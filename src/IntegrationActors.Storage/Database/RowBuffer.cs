namespace IntegrationActors.Storage.Database;

/// <summary>Rows on their way into one statement (<see cref="RowSql.All"/>), column by column; at most 63 columns. Used by one thread at a time, over and over.</summary>
internal sealed class RowBuffer(RowSql sql) : IRow
{
    // Each combination of columns that have values is a statement of its own; a store sees few of them.
    private const int MostStatements = 32;

    private readonly IColumn[] _columns = [.. sql.Types.Select(Make)];
    private readonly Dictionary<ulong, string> _statements = [];

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

    public IRow Set(int column, string? text)
    {
        ((Column<string?>)_columns[column - 1]).Set(text);
        return this;
    }

    /// <summary>The statement with all rows bound, which are forgotten here.</summary>
    public Statement Prepare(StoreConnection connection)
    {
        var columns = WithValues();
        var statement = connection.Prepare(_statements[columns]);
        for (var i = 0; i < _columns.Length; i++)
        {
            if ((columns & (1UL << i)) != 0)
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

        if (!_statements.ContainsKey(columns))
        {
            columns = _statements.Count < MostStatements ? columns : (1UL << _columns.Length) - 1;
            _statements[columns] = sql.All(columns);
        }

        return columns;
    }

    public void Clear()
    {
        Count = 0;
        foreach (var column in _columns)
        {
            column.Clear();
        }
    }

    private static IColumn Make(string type) => type switch
    {
        "bigint" => new Column<long?>((statement, parameter, values) => statement.BindArray(parameter, values)),
        "text" => new Column<string?>((statement, parameter, values) => statement.BindArray(parameter, values)),
        "bytea" => new Column<byte[]?>((statement, parameter, values) => statement.BindArray(parameter, values)),
        _ => throw new ArgumentException($"A column is bigint, text or bytea, not {type}.", nameof(type)),
    };

    private interface IColumn
    {
        bool HasValues { get; }

        void Add();

        void Bind(Statement statement, int parameter);

        void Clear();
    }

    private sealed class Column<T>(Action<Statement, int, T[]> bind) : IColumn
    {
        private readonly List<T> _values = [];

        public bool HasValues { get; private set; }

        public void Add() => _values.Add(default!);

        public void Set(T value)
        {
            _values[^1] = value;
            HasValues |= value is not null;
        }

        public void Bind(Statement statement, int parameter) => bind(statement, parameter, [.. _values]);

        public void Clear()
        {
            _values.Clear();
            HasValues = false;
        }
    }
}
