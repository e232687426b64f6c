using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Options;
using IntegrationActors.Engine.Plans;

namespace IntegrationActors.Engine.Running;

/// <summary>Turns what went wrong while a step ran into a fault.</summary>
internal static class FaultOf
{
    public const string Interrupted = "IA3005";

    public static Fault Exception(Exception exception, CancellationToken cancel) => exception switch
    {
        FaultException known => known.Fault,
        OperationCanceledException when cancel.IsCancellationRequested => new Fault(Interrupted, "The run was interrupted before this step was done."),
        _ => new Fault(
            "IA3001",
            $"The step failed unexpectedly: {exception.GetType().Name}: {Cut(exception.Message)}",
            "This is a defect of the step, not of the flow: please report it with the server log.",
            exception),
    };

    public static Fault StepTimeout(PlanNode node) => new(
        "IA3002",
        $"The step took longer than its time-out of {Duration.Format(node.Timeout!.Value)}.",
        "Raise 'timeout' of the step, or see what it waits for.");

    public static Fault FlowTimeout(TimeSpan timeout) => new(
        "IA3003",
        $"The run took longer than the flow's time-out of {Duration.Format(timeout)}.",
        "Raise 'timeout' of the flow, or see which step took the time: ia describe message.")
    {
        ResponseStatus = 504,
    };

    public static Fault Abandoned() => new(
        "IA3006",
        "The run was cut off: the flow was stopped or replaced and the message did not finish in time.",
        "Send the message again; whether receivers got it is shown by its steps.")
    {
        ResponseStatus = 503,
    };

    private static string Cut(string text) => text.Length <= Fault.MaxRemoteText ? text : text[..Fault.MaxRemoteText];
}
