using IntegrationActors.Storage.Database;
using Npgsql;
using NpgsqlTypes;

namespace IntegrationActors.Storage.Postgres;

/// <summary>
/// A command with positional parameters. A connection of PostgreSQL runs one statement at a time: when another one is begun, the rows of this that were not read
/// yet are taken into memory.
/// </summary>
internal sealed class PostgresStatement : Statement
{
    private readonly PostgresStoreConnection _connection;
    private readonly IReadOnlyList<int> _numbers;
    private NpgsqlDataReader? _reader;
    private Queue<object[]>? _kept;
    private object[]? _row;

    public PostgresStatement(PostgresStoreConnection connection, NpgsqlCommand command, IReadOnlyList<int> numbers)
    {
        (_connection, Command, _numbers) = (connection, command, numbers);
        foreach (var _ in numbers)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = DBNull.Value });
        }
    }

    public NpgsqlCommand Command { get; }

    public override Statement Bind(int parameter, long value) => Set(parameter, NpgsqlDbType.Bigint, value);

    public override Statement Bind(int parameter, ReadOnlySpan<byte> blob) => Set(parameter, NpgsqlDbType.Bytea, blob.ToArray());

    public override Statement Bind(int parameter, string? text) =>
        Set(parameter, NpgsqlDbType.Text, text is null ? DBNull.Value : PostgresSql.Storable(text));

    public override Statement BindArray(int parameter, long[] values) => Set(parameter, NpgsqlDbType.Array | NpgsqlDbType.Bigint, values);

    public override Statement BindArray(int parameter, long?[] values) => Set(parameter, NpgsqlDbType.Array | NpgsqlDbType.Bigint, values);

    public override Statement BindArray(int parameter, string?[] values) =>
        Set(parameter, NpgsqlDbType.Array | NpgsqlDbType.Text, Array.ConvertAll(values, text => text is null ? null : PostgresSql.Storable(text)));

    public override Statement BindArray(int parameter, byte[]?[] values) => Set(parameter, NpgsqlDbType.Array | NpgsqlDbType.Bytea, values);

    public override bool Step()
    {
        if (_kept is null)
        {
            _reader ??= _connection.Read(this);
            return _connection.Next(_reader);
        }

        return _kept.TryDequeue(out _row);
    }

    public override int Run() => _connection.Run(this);

    public override bool IsNull(int column) => _row is null ? _reader!.IsDBNull(column) : _row[column] is DBNull;

    // A NULL reads as it does in SQLite: 0 and nothing.
    public override long Int64(int column)
    {
        if (IsNull(column))
        {
            return 0;
        }

        if (_row is not null)
        {
            return Convert.ToInt64(_row[column], System.Globalization.CultureInfo.InvariantCulture);
        }

        return _reader!.GetFieldType(column) == typeof(bool) ? (_reader.GetBoolean(column) ? 1 : 0) : _reader.GetInt64(column);
    }

    public override int Int32(int column) => (int)Int64(column);

    public override string Text(int column) => _row is null ? _reader!.GetString(column) : (string)_row[column];

    public override ReadOnlySpan<byte> Blob(int column)
    {
        if (IsNull(column))
        {
            return default;
        }

        return _row is null ? _reader!.GetFieldValue<byte[]>(column) : (byte[])_row[column];
    }

    public override void Dispose()
    {
        _connection.Close(this);
        (_kept, _row) = (null, null);
        foreach (NpgsqlParameter parameter in Command.Parameters)
        {
            parameter.Value = DBNull.Value;
        }
    }

    /// <summary>Takes the current row and those after it into memory, so that the connection is free.</summary>
    internal void Keep()
    {
        if (_reader is null)
        {
            return;
        }

        var columns = _reader.FieldCount;
        _row = _reader.IsOnRow ? Values(_reader, columns) : null;
        _kept = new Queue<object[]>();
        while (_connection.Next(_reader))
        {
            _kept.Enqueue(Values(_reader, columns));
        }

        CloseReader();
    }

    internal void CloseReader()
    {
        _reader?.Dispose();
        _reader = null;
    }

    protected override Statement BindNull(int parameter) => Set(parameter, NpgsqlDbType.Bigint, DBNull.Value);

    private static object[] Values(NpgsqlDataReader reader, int columns)
    {
        var values = new object[columns];
        reader.GetValues(values);
        return values;
    }

    // What the text does not use is not sent.
    private PostgresStatement Set(int number, NpgsqlDbType type, object value)
    {
        for (var i = 0; i < _numbers.Count; i++)
        {
            if (_numbers[i] == number)
            {
                var parameter = Command.Parameters[i];
                if (parameter.NpgsqlDbType != type)
                {
                    parameter.NpgsqlDbType = type;
                }

                parameter.Value = value;
            }
        }

        return this;
    }
}
