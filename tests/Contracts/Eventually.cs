namespace IntegrationActors.Contracts;

/// <summary>Waits for what has to come.</summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task HoldsAsync(Func<bool> condition, Func<string>? otherwise = null)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!condition())
        {
            if (limit.IsCancellationRequested)
            {
                Assert.Fail(otherwise?.Invoke() ?? "It did not come within a minute.");
            }

            await Task.Delay(20);
        }
    }
}
