using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Engine.Probing;

/// <summary>Tests one channel: its layers until one fails, takes too long, or all are through.</summary>
internal static class ChannelProbe
{
    private const string TooSlow = "IA3941";
    private const string Unexpected = "IA3942";

    public static async Task<IReadOnlyList<ProbeStep>> RunAsync(object adapter, string kind, TimeSpan limit, CancellationToken cancel)
    {
        if (adapter is not IChannelProbe probe)
        {
            return [ProbeStep.Skipped(ProbeLayers.Connection, $"a channel of kind '{kind}' needs no other system that could be tested")];
        }

        var steps = new List<ProbeStep>();
        using var timed = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        timed.CancelAfter(limit);
        try
        {
            await foreach (var step in probe.ProbeAsync(timed.Token))
            {
                steps.Add(step);
            }
        }
        catch (Exception e)
        {
            cancel.ThrowIfCancellationRequested();
            steps.Add(ProbeStep.Failed(ProbeLayers.Connection, FaultOf(e, limit, timed.IsCancellationRequested)));
        }

        return steps;
    }

    private static Fault FaultOf(Exception exception, TimeSpan limit, bool isTimedOut) => exception switch
    {
        FaultException known => known.Fault,
        _ when isTimedOut => new Fault(TooSlow, $"The test did not end within {Duration.Format(limit)}.", "The layer after the last one that works does not answer: see whether a firewall drops what is sent.", exception),
        _ => new Fault(Unexpected, $"The test failed: {Fault.Cut(exception.Message)}", Cause: exception),
    };
}
