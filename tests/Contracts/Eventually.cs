namespace IntegrationActors.Contracts;

/// <summary>Waits for what has to come.</summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // A condition that does not end does not hold.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    public static Task HoldsAsync(Func<bool> condition, Func<string>? otherwise = null) => HoldsAsync(() => Task.FromResult(condition()), otherwise);

    public static async Task HoldsAsync(Func<Task<bool>> condition, Func<string>? otherwise = null)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!await condition().WaitAsync(Longest))
        {
            if (limit.IsCancellationRequested)
            {
                Assert.Fail(otherwise?.Invoke() ?? "It did not come within a minute.");
            }

            await Task.Delay(20);
        }
    }

    /// <summary>Waits until as many have come, as long as any come: many take their time beside other work.</summary>
    public static Task ReachesAsync(Func<int> count, int wanted, Func<string>? otherwise = null) => ReachesAsync(() => Task.FromResult(count()), wanted, otherwise);

    public static async Task ReachesAsync(Func<Task<int>> count, int wanted, Func<string>? otherwise = null)
    {
        for (var before = await count(); before < wanted; before = await count())
        {
            await HoldsAsync(async () => await count() > before, () => $"{before} of {wanted} came, and then none for a minute. {otherwise?.Invoke()}");
        }
    }
}
