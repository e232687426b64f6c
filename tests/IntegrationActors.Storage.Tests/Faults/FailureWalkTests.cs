using Microsoft.Extensions.Time.Testing;

namespace IntegrationActors.Storage.Tests.Faults;

/// <summary>Lets each operation of a store fail in turn, until a run meets no fault any more.</summary>
public sealed class FailureWalkTests
{
    private const int FewestOperations = 100;

    [Theory]
    [InlineData(FaultMoment.BeforeItsEffect)]
    [InlineData(FaultMoment.AfterItsEffect)]
    public async Task Whichever_operation_fails_nothing_acknowledged_is_missing_and_the_store_comes_back_by_itself(FaultMoment moment)
    {
        var operation = 1;
        while (await FailsAsync(operation, moment))
        {
            operation++;
        }

        Assert.InRange(operation, FewestOperations, int.MaxValue);
    }

    private static async Task<bool> FailsAsync(int operation, FaultMoment moment)
    {
        using var folder = new TempFolder();
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        string? failed;
        WalkedWork work;
        await using (var store = new FaultyStore(folder.Path, time))
        {
            work = new WalkedWork(store);
            store.Faults.FailAt(operation, moment);
            await WithClockAsync(work.RunAsync(), time);
            failed = store.Faults.Failed;
        }

        await using var reopened = new FaultyStore(folder.Path, time);
        await WithClockAsync(work.CheckAsync(reopened, $"{moment}, operation {operation}, {failed}"), time);
        return failed is not null;
    }

    // Pauses of the store are those of a clock that goes fast.
    private static async Task WithClockAsync(Task work, FakeTimeProvider time)
    {
        while (!work.IsCompleted)
        {
            time.Advance(TimeSpan.FromMilliseconds(200));
            await Task.WhenAny(work, Task.Delay(1));
        }

        await work;
    }
}
