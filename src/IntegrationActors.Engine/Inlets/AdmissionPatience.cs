using IntegrationActors.Core.Adapters;

namespace IntegrationActors.Engine.Inlets;

/// <summary>Waits until a flow admits a message that was fetched: nobody stands behind it who could be told to come again.</summary>
public static class AdmissionPatience
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <summary>A place in the flow; Closed when it takes no more messages, or the wait was cancelled.</summary>
    public static async ValueTask<Admission> EnterAsync(IFlowInlet inlet, TimeProvider time, CancellationToken cancel)
    {
        try
        {
            var pause = ShortestPause;
            while (await inlet.EnterAsync(cancel) is var admission)
            {
                if (admission.Kind != AdmissionKind.Full)
                {
                    return admission;
                }

                await Task.Delay(pause, time, cancel);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // Answered as a flow that is closing.
        }

        return new Admission(AdmissionKind.Closed);
    }
}
