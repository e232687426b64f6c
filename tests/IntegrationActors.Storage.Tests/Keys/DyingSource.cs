using IntegrationActors.Storage.Database;
using IntegrationActors.Storage.Sqlite;

namespace IntegrationActors.Storage.Tests.Keys;

/// <summary>A store whose process dies at the n-th write or commit: that one and everything after it fails.</summary>
internal sealed class DyingSource(string path, int dieAt) : IStoreSource
{
    private readonly SqliteFile _file = new(path);
    private int _writes;

    public string Name => path;

    public int Writes => _writes;

    public void Migrate(StoreConnection connection, StoreSchema schema) => _file.Migrate(connection, schema);

    public StoreConnection OpenWriter()
    {
        Check();
        return new DyingConnection(_file.OpenWriter(), this);
    }

    public StoreConnection OpenReader() => _file.OpenReader();

    private void Check()
    {
        if (_writes >= dieAt)
        {
            throw new IOException("The process is dead.");
        }
    }

    private sealed class DyingConnection(StoreConnection inner, DyingSource source) : StoreConnection
    {
        private static readonly string[] Counted = ["COMMIT", "INSERT", "UPDATE", "DELETE"];

        public override int Statements => inner.Statements;

        public override Statement Prepare(string sql)
        {
            source.Check();
            if (Counted.Any(word => sql.StartsWith(word, StringComparison.Ordinal)))
            {
                Interlocked.Increment(ref source._writes);
                source.Check();
            }

            return inner.Prepare(sql);
        }

        public override void Execute(string script) => inner.Execute(script);

        public override void Probe() => inner.Probe();

        public override bool IsFatal(Exception exception) => inner.IsFatal(exception);

        public override void Interrupt() => inner.Interrupt();

        public override void Dispose() => inner.Dispose();
    }
}
