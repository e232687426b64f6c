using System.Buffers;
using System.Text;
using IntegrationActors.Storage.Database;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace IntegrationActors.Storage.Sqlite;

/// <summary>Straight on the SQLite API: commands of ADO.NET box every value, which costs more than the insert itself.</summary>
internal sealed class SqliteStatement(sqlite3 database, sqlite3_stmt handle) : Statement
{
    private const int OnStack = 512;

    private bool _isUsed;

    public override Statement Bind(int parameter, long value)
    {
        _isUsed = true;
        Check(raw.sqlite3_bind_int64(handle, parameter, value));
        return this;
    }

    public override Statement Bind(int parameter, ReadOnlySpan<byte> blob)
    {
        _isUsed = true;
        Check(blob.IsEmpty ? raw.sqlite3_bind_zeroblob(handle, parameter, 0) : raw.sqlite3_bind_blob(handle, parameter, blob));
        return this;
    }

    public override Statement Bind(int parameter, string? text)
    {
        if (text is null)
        {
            return this;
        }

        _isUsed = true;
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        var rented = most > OnStack ? ArrayPool<byte>.Shared.Rent(most) : null;
        Span<byte> bytes = rented ?? stackalloc byte[OnStack];
        Check(raw.sqlite3_bind_text(handle, parameter, bytes[..Encoding.UTF8.GetBytes(text, bytes)]));
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return this;
    }

    public override bool Step()
    {
        _isUsed = true;
        var code = raw.sqlite3_step(handle);
        if (code is not (raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            Check(code);
        }

        return code == raw.SQLITE_ROW;
    }

    public override int Run()
    {
        while (Step())
        {
        }

        var changed = raw.sqlite3_changes(database);
        Dispose();
        return changed;
    }

    public override bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;

    public override long Int64(int column) => raw.sqlite3_column_int64(handle, column);

    public override int Int32(int column) => raw.sqlite3_column_int(handle, column);

    public override string Text(int column) => raw.sqlite3_column_text(handle, column).utf8_to_string();

    public override ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(handle, column);

    public override void Dispose()
    {
        if (_isUsed)
        {
            raw.sqlite3_reset(handle);
            raw.sqlite3_clear_bindings(handle);
            _isUsed = false;
        }
    }

    internal void Close() => handle.Dispose();

    private void Check(int code) => SqliteException.ThrowExceptionForRC(code, database);
}
