using IntegrationActors.Core.Exchanges;
using IntegrationActors.Management.Messages;
using IntegrationActors.Management.Operations;
using IntegrationActors.Management.Tenants;
using IntegrationActors.Storage;
using IntegrationActors.Storage.MessageLog.Search;
using Microsoft.AspNetCore.Http;

namespace IntegrationActors.Management.Failures;

/// <summary>Groups failed messages, and sends those of a group again.</summary>
internal sealed class FailureDesk(TenantDirectory tenants, MessageResender resender, OperationBoard operations, TimeProvider time)
{
    public static readonly TimeSpan Window = TimeSpan.FromHours(24);

    private const string Kind = "retryFailures";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public async Task<FailuresView> GroupAsync(string tenant, FailureFilter filter, CancellationToken cancel)
    {
        var store = await tenants.StoreAsync(tenant, cancel);
        var found = await store.Failures.GroupAsync(filter, cancel);
        return new FailuresView([.. found.Groups.Select(FailureGroupView.Of)], found.Since, found.IsCut);
    }

    /// <summary>Begins to send again what the request means and nobody has sent again yet, oldest first.</summary>
    public async Task<OperationView> RetryAsync(string tenant, FailureRetryRequest request, string by, CancellationToken cancel)
    {
        var store = await tenants.StoreAsync(tenant, cancel);
        var filter = new FailureFilter { Since = request.Since ?? time.GetUtcNow() - Window, Flow = request.Flow, Version = request.Version, Step = request.Step, Code = request.Code };
        var messages = await store.Failures.ListAsync(filter, cancel);
        return operations.Start(tenant, Kind, by, messages.Count, (progress, stopped) => ResendAsync(store, messages, by, progress, stopped));
    }

    private async Task ResendAsync(TenantStore store, IReadOnlyList<MessageId> messages, string by, OperationProgress progress, CancellationToken stopped)
    {
        foreach (var message in messages)
        {
            if (await ResendAsync(store, message, by, stopped) is null)
            {
                progress.Skip();
            }
            else
            {
                progress.Step();
            }
        }
    }

    // A flow that is full sets the pace.
    private async Task<ResendView?> ResendAsync(TenantStore store, MessageId message, string by, CancellationToken stopped)
    {
        while (true)
        {
            try
            {
                return await resender.TryAsync(store, message, by, stopped);
            }
            catch (FaultException e) when (e.Fault.ResponseStatus == StatusCodes.Status503ServiceUnavailable)
            {
                await Task.Delay(Pause, time, stopped);
            }
        }
    }
}
