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

    [Fact]
    public void What_all_rows_of_a_statement_share_comes_into_each_of_them()
    {
        for (var value = 1; value <= 48; value++)
        {
            _rows.Add().Set(1, value).Set(2, value <= 16 ? "first" : value <= 32 ? null : "last");
        }

        Assert.Equal(48, _rows.Run(_connection));
        Assert.Equal(16, Count("value <= 16 AND name = 'first' AND other = value AND blob IS NULL"));
        Assert.Equal(16, Count("value BETWEEN 17 AND 32 AND name IS NULL AND other = value"));
        Assert.Equal(16, Count("value > 32 AND name = 'last' AND other = value"));
    }

    [Fact]
    public void A_column_that_has_the_value_of_a_shared_one_has_it_too()
    {
        var rows = new RowBuffer(new RowSql("pair", "a bigint, b bigint", same: "c=a, d=b"));
        _connection.Execute("CREATE TABLE pair (a INTEGER, b INTEGER, c INTEGER, d INTEGER)");
        for (var value = 0; value < RowBuffer.Together; value++)
        {
            rows.Add().Set(1, 7).Set(2, value);
        }

        rows.Run(_connection);

        Assert.Equal(RowBuffer.Together, _connection.Number("SELECT count(DISTINCT b) FROM pair WHERE a = 7 AND c = 7 AND d = b"));
    }

    [Fact]
    public void Rows_that_share_now_this_and_now_that_come_in_with_a_few_statements()
    {
        var rows = new RowBuffer(new RowSql("many", "a bigint, b bigint, c bigint, d bigint, e bigint"));
        _connection.Execute("CREATE TABLE many (a INTEGER, b INTEGER, c INTEGER, d INTEGER, e INTEGER)");
        var sum = 0L;
        for (var shared = 0; shared < 32; shared++)
        {
            for (var value = 1; value <= RowBuffer.Together; value++)
            {
                var row = rows.Add();
                for (var column = 0; column < 5; column++)
                {
                    var number = (shared & (1 << column)) == 0 ? value : 100 + shared;
                    row.Set(column + 1, number);
                    sum += number << column;
                }
            }

            rows.Run(_connection);
        }

        Assert.Equal(32 * RowBuffer.Together, _connection.Number("SELECT count(*) FROM many"));
        Assert.Equal(sum, _connection.Number("SELECT sum(a + 2 * b + 4 * c + 8 * d + 16 * e) FROM many"));
        Assert.True(_connection.Statements < 24, $"{_connection.Statements} statements");
    }

    public void Dispose()
    {
        _connection.Dispose();
        _folder.Dispose();
    }

    private long Count(string where) => _connection.Number($"SELECT count(*) FROM number WHERE {where}");
}
