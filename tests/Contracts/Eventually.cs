namespace IntegrationActors.Contracts;

/// <summary>Waits for what has to come.</summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static Task HoldsAsync(Func<bool> condition, Func<string>? otherwise = null) => HoldsAsync(() => Task.FromResult(condition()), otherwise);

    public static async Task HoldsAsync(Func<Task<bool>> condition, Func<string>? otherwise = null)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!await condition())
        {
            if (limit.IsCancellationRequested)
            {
                Assert.Fail(otherwise?.Invoke() ?? "It did not come within a minute.");
            }

            await Task.Delay(20);
        }
    }

    /// <summary>Waits until as many have come, as long as any come: many take their time beside other work.</summary>
    public static async Task ReachesAsync(Func<int> count, int wanted, Func<string>? otherwise = null)
    {
        for (var before = count(); before < wanted; before = count())
        {
            await HoldsAsync(() => count() > before, () => $"{before} of {wanted} came, and then none for a minute. {otherwise?.Invoke()}");
        }
    }
}
