using IntegrationActors.Storage.Database;

namespace IntegrationActors.Storage.Tests.Faults;

/// <summary>A statement of a <see cref="FaultySource"/>. The first step is what can fail; rows that follow come out of the same work.</summary>
internal sealed class FaultyStatement(Statement inner, string sql, StoreFaults faults) : Statement
{
    private bool _began;

    public override Statement Bind(int parameter, long value)
    {
        inner.Bind(parameter, value);
        return this;
    }

    public override Statement Bind(int parameter, ReadOnlySpan<byte> blob)
    {
        inner.Bind(parameter, blob);
        return this;
    }

    public override Statement Bind(int parameter, string? text)
    {
        inner.Bind(parameter, text);
        return this;
    }

    public override bool Step()
    {
        if (_began)
        {
            return inner.Step();
        }

        _began = true;
        return faults.Around(sql, inner.Step);
    }

    public override int Run() => faults.Around(sql, inner.Run);

    public override bool IsNull(int column) => inner.IsNull(column);

    public override long Int64(int column) => inner.Int64(column);

    public override int Int32(int column) => inner.Int32(column);

    public override string Text(int column) => inner.Text(column);

    public override ReadOnlySpan<byte> Blob(int column) => inner.Blob(column);

    public override void Dispose() => inner.Dispose();
}
