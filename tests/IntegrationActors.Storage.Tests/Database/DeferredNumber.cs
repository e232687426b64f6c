using IntegrationActors.Storage.Database;

namespace IntegrationActors.Storage.Tests.Database;

internal sealed class DeferredNumber(int value, long bytes = 0) : DeferredWrite
{
    private readonly TaskCompletionSource _committed = new();

    public Task Done => _committed.Task;

    public int RolledBackTimes { get; private set; }

    public override long Bytes => bytes;

    public override void Apply(StoreConnection connection) => NumberDatabase.Insert(connection, value);

    public override void Committed() => _committed.SetResult();

    public override void RolledBack() => RolledBackTimes++;
}
