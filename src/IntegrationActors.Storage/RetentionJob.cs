namespace IntegrationActors.Storage;

/// <summary>Deletes what has expired. Never stops a store from writing.</summary>
public sealed class RetentionJob(TenantStores stores, StoreOptions options, TimeProvider time) : TenantJob(stores, options, time)
{
    private readonly StoreOptions _options = options;

    private protected override void Failed(StoreEvents events, Exception cause) => events.RetentionFailed(cause);

    private protected override async Task RunAsync(TenantStore store, CancellationToken cancel)
    {
        var (now, retention) = (Time.GetUtcNow(), store.Retention);
        var traces = await retention.DeleteTracesAsync(now - _options.TraceRetention, cancel);
        var messages = await retention.DeleteMessagesAsync(now - _options.MessageRetention, cancel);
        var inputs = await retention.DeleteInputsAsync(now - _options.MessageRetention, cancel);
        var queued = await store.ExpiredMessages.DeleteAsync(cancel);
        var contents = await store.ContentRetention.DeleteAsync(now - _options.MessageRetention, cancel);
        traces += await retention.TrimTracesAsync(cancel);
        if (messages > 0)
        {
            await retention.DeletePlansAsync(cancel);
        }

        if (queued > 0)
        {
            store.Events.QueueMessagesExpired(queued);
        }

        if (messages + traces + inputs + contents + queued > 0)
        {
            await retention.GiveBackSpaceAsync(cancel);
            store.Events.Expired(messages, traces, contents);
        }
    }
}
