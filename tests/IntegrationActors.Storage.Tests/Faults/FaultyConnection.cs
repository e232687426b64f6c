using IntegrationActors.Storage.Database;

namespace IntegrationActors.Storage.Tests.Faults;

/// <summary>A connection of a <see cref="FaultySource"/>.</summary>
internal sealed class FaultyConnection(StoreConnection inner, StoreFaults faults) : StoreConnection
{
    public override int Statements => inner.Statements;

    public override Statement Prepare(string sql) => new FaultyStatement(inner.Prepare(sql), sql, faults);

    public override void Execute(string script) => Around(script, () => inner.Execute(script));

    public override void Begin() => Around("BEGIN", inner.Begin);

    public override void Probe() => Around("probe", inner.Probe);

    public override bool IsFatal(Exception exception) => inner.IsFatal(exception);

    public override void Interrupt() => inner.Interrupt();

    public override void Dispose() => inner.Dispose();

    private void Around(string what, Action operation) => faults.Around(what, () =>
    {
        operation();
        return true;
    });
}
