namespace IntegrationActors.Storage.Tests.Faults;

/// <summary>Counts what is done with the connections that write, and lets one operation fail: each statement, each begin and commit, each opening.</summary>
internal sealed class StoreFaults
{
    private readonly Lock _lock = new();
    private FaultMoment _moment;
    private int _operations;
    private int _failing;

    /// <summary>What failed; null while nothing has.</summary>
    public string? Failed { get; private set; }

    /// <summary>Lets the n-th operation from now on fail, counted from 1.</summary>
    public void FailAt(int operation, FaultMoment moment)
    {
        lock (_lock)
        {
            (_operations, _failing, _moment) = (0, operation, moment);
        }
    }

    public T Around<T>(string what, Func<T> operation)
    {
        var fails = Fails(what);
        if (fails && _moment == FaultMoment.BeforeItsEffect)
        {
            throw new IOException($"Injected before: {what}");
        }

        var result = operation();
        return fails ? throw new IOException($"Injected after: {what}") : result;
    }

    private bool Fails(string what)
    {
        lock (_lock)
        {
            if (++_operations != _failing)
            {
                return false;
            }

            Failed = what;
            return true;
        }
    }
}
