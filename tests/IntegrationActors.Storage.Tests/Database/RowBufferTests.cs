using IntegrationActors.Storage.Database;
using IntegrationActors.Storage.Sqlite;

namespace IntegrationActors.Storage.Tests.Database;

public sealed class RowBufferTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly SqliteStoreConnection _connection;
    private readonly RowBuffer _rows = new(new RowSql("number", "value bigint, name text, blob bytea", same: "kind=7, other=value", tail: "ON CONFLICT DO NOTHING"));

    public RowBufferTests()
    {
        _connection = SqliteStoreConnection.OpenWriter(_folder.File("rows.db"));
        _connection.Execute("CREATE TABLE number (value INTEGER PRIMARY KEY, name TEXT, blob BLOB, kind INTEGER, other INTEGER)");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(16)]
    [InlineData(43)]
    public void Any_number_of_rows_come_in_as_they_were_set(int count)
    {
        for (var value = 1; value <= count; value++)
        {
            var row = _rows.Add().Set(1, value).Set(3, new[] { (byte)value });
            row.Set(2, value % 2 == 0 ? $"n{value}" : null);
        }

        Assert.Equal(count, _rows.Run(_connection));

        Assert.Equal(0, _rows.Count);
        Assert.Equal(count, Count("kind = 7 AND other = value AND blob = unhex(printf('%02x', value)) AND name IS CASE value % 2 WHEN 0 THEN 'n' || value END"));
    }

    [Fact]
    public void A_row_that_is_there_already_is_not_counted()
    {
        _connection.Execute("INSERT INTO number (value, name) VALUES (3, 'three')");
        for (var value = 1; value <= 20; value++)
        {
            _rows.Add().Set(1, value);
        }

        Assert.Equal(19, _rows.Run(_connection));
        Assert.Equal(1, Count("value = 3 AND name = 'three'"));
    }

    [Fact]
    public void A_column_that_only_few_rows_have_is_NULL_in_the_others()
    {
        _rows.Add().Set(1, 1).Set(2, "one");
        _rows.Run(_connection);
        _rows.Add().Set(1, 2);
        _rows.Add().Set(1, 3).Set(3, Array.Empty<byte>());
        _rows.Run(_connection);

        Assert.Equal(1, Count("value = 1 AND name = 'one' AND blob IS NULL"));
        Assert.Equal(1, Count("value = 2 AND name IS NULL AND blob IS NULL"));
        Assert.Equal(1, Count("value = 3 AND name IS NULL AND length(blob) = 0"));
    }

    [Fact]
    public void Many_combinations_of_columns_come_in_as_well()
    {
        var rows = new RowBuffer(new RowSql("wide", "a bigint, b bigint, c bigint, d bigint, e bigint"));
        _connection.Execute("CREATE TABLE wide (a INTEGER, b INTEGER, c INTEGER, d INTEGER, e INTEGER)");
        for (var combination = 1; combination < 32; combination++)
        {
            var row = rows.Add();
            for (var column = 0; column < 5; column++)
            {
                row.Set(column + 1, (combination & (1 << column)) == 0 ? null : 1L << column);
            }

            rows.Run(_connection);
        }

        var sum = "coalesce(a, 0) + coalesce(b, 0) + coalesce(c, 0) + coalesce(d, 0) + coalesce(e, 0)";
        Assert.Equal(31, _connection.Number($"SELECT count(DISTINCT {sum}) FROM wide WHERE {sum} BETWEEN 1 AND 31"));
        Assert.True(_connection.Statements < 20, $"{_connection.Statements} statements");
    }

    public void Dispose()
    {
        _connection.Dispose();
        _folder.Dispose();
    }

    private long Count(string where) => _connection.Number($"SELECT count(*) FROM number WHERE {where}");
}
