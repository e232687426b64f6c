using IntegrationActors.Core.Exchanges;
using MailKit;

namespace IntegrationActors.Adapters.Mail.Connections;

/// <summary>Runs what is asked of a server: each operation ends when nothing comes for the time-out of the channel, and fails with a fault that says what was tried.</summary>
internal sealed class MailOperation(string shown, TimeSpan timeout)
{
    /// <summary>Runs one operation; what it moves counts as progress.</summary>
    /// <exception cref="FaultException">IA3864 to IA3866.</exception>
    public async Task<T> RunAsync<T>(string what, Func<CancellationToken, ITransferProgress, Task<T>> work, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(timeout);
        try
        {
            return await work(limit.Token, new Progress(limit, timeout));
        }
        catch (Exception) when (cancel.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancel);
        }
        catch (Exception e) when (MailFaults.Of(e, shown, what, timeout) is { } fault)
        {
            throw new FaultException(fault);
        }
    }

    public Task RunAsync(string what, Func<CancellationToken, Task> work, CancellationToken cancel) => RunAsync(
        what,
        async (limit, _) =>
        {
            await work(limit);
            return true;
        },
        cancel);

    private sealed class Progress(CancellationTokenSource limit, TimeSpan timeout) : ITransferProgress
    {
        public void Report(long bytesTransferred, long totalSize) => limit.CancelAfter(timeout);

        public void Report(long bytesTransferred) => limit.CancelAfter(timeout);
    }
}
