using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Engine.Running;

namespace IntegrationActors.Engine.Inlets;

/// <summary>Does what steps left for the end of a run, before its sender is told.</summary>
internal static class RunEnd
{
    /// <summary>Does it all, in the order in which it was left.</summary>
    /// <returns>How the run ended, now that this is done: one that went well fails with the first thing that could not be done.</returns>
    public static ValueTask<(MessageStatus Status, Fault? Fault)> CompleteAsync(Exchange exchange, (MessageStatus Status, Fault? Fault) end, CancellationToken cancel)
    {
        var all = exchange.Completions.All;
        return all.Count == 0 ? new(end) : CompleteAsync(all, end, cancel);
    }

    private static async ValueTask<(MessageStatus Status, Fault? Fault)> CompleteAsync(IReadOnlyList<ICompletion> all, (MessageStatus Status, Fault? Fault) end, CancellationToken cancel)
    {
        foreach (var completion in all)
        {
            try
            {
                await completion.CompleteAsync(end.Status, cancel);
            }
            catch (Exception exception)
            {
                if (end.Status is MessageStatus.Completed or MessageStatus.Escalated)
                {
                    end = (MessageStatus.Failed, FaultOf.Exception(exception, cancel));
                }
            }
        }

        return end;
    }
}
