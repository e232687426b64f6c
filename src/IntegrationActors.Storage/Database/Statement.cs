namespace IntegrationActors.Storage.Database;

/// <summary>
/// A prepared statement of one connection, used over and over. Parameters count from 1 (<c>?1</c>), columns from 0. Disposing makes it ready for the next use.
/// </summary>
internal abstract class Statement : IRow, IDisposable
{
    public abstract Statement Bind(int parameter, long value);

    public Statement Bind(int parameter, long? value) => value is { } number ? Bind(parameter, number) : BindNull(parameter);

    public abstract Statement Bind(int parameter, ReadOnlySpan<byte> blob);

    /// <summary>A null text stays unbound, which is NULL.</summary>
    public abstract Statement Bind(int parameter, string? text);

    /// <summary>Arrays, one value for each row: PostgreSQL alone, see <see cref="SqlDialect"/>.</summary>
    public virtual Statement BindArray(int parameter, long[] values) => throw NoArrays();

    public virtual Statement BindArray(int parameter, long?[] values) => throw NoArrays();

    public virtual Statement BindArray(int parameter, string?[] values) => throw NoArrays();

    public virtual Statement BindArray(int parameter, byte[]?[] values) => throw NoArrays();

    /// <summary>Moves to the next row.</summary>
    /// <returns>False when there is none.</returns>
    public abstract bool Step();

    /// <summary>Runs a statement that gives no rows, and makes it ready for the next use.</summary>
    /// <returns>How many rows it changed.</returns>
    public abstract int Run();

    public abstract bool IsNull(int column);

    public abstract long Int64(int column);

    public abstract int Int32(int column);

    public abstract string Text(int column);

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    /// <summary>Valid until the next step.</summary>
    public abstract ReadOnlySpan<byte> Blob(int column);

    public DateTimeOffset Time(int column) => StoreTime.Read(Int64(column));

    public DateTimeOffset? TimeOrNull(int column) => IsNull(column) ? null : Time(column);

    public abstract void Dispose();

    IRow IRow.Set(int column, long? value) => Bind(column, value);

    IRow IRow.Set(int column, ReadOnlySpan<byte> blob) => Bind(column, blob);

    IRow IRow.Set(int column, byte[] blob) => Bind(column, blob.AsSpan());

    IRow IRow.Set(int column, string? text) => Bind(column, text);

    /// <summary>A number that is NULL; databases with types want to know that it would be a number.</summary>
    protected virtual Statement BindNull(int parameter) => this;

    private static NotSupportedException NoArrays() => new("This database takes no arrays: run the statement once for each row.");
}
