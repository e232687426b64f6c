using System.Globalization;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Adapters.ProcessDirect;

/// <summary>What can go wrong when one flow calls another.</summary>
internal static class ProcessDirectFaults
{
    private const int Unavailable = 503;

    public static Fault NoConsumer(string address, TimeSpan waited) => new Fault(
        "IA3920",
        $"No flow takes messages at '{address}': none came within {Duration.Format(waited)}.",
        "Deploy the flow that begins with this address, or see in its status why it does not start; a flow is called on the node that runs the caller, and nowhere else.")
    {
        ResponseStatus = Unavailable,
    };

    public static Fault Full(string address, string flow) => new Fault(
        "IA3921", $"Flow '{flow}' at '{address}' has all the messages it can take.", "Send the message again in a moment, or raise 'concurrency' of that flow.")
    {
        ResponseStatus = Unavailable,
    };

    public static Fault TooDeep(string address, string flow) => new(
        "IA3922",
        string.Create(CultureInfo.InvariantCulture, $"Flow '{flow}' was not allowed to call '{address}': {ProcessDirectLimits.MostHops} flows stand behind this message already, each called by the one before."),
        "Flows must not call each other in a circle; see the log entries of this correlation id.");

    /// <summary>The called flow failed: its fault is that of the call.</summary>
    public static Fault Of(Fault? fault, string address, string flow) => fault is null
        ? new Fault("IA3923", $"Flow '{flow}' at '{address}' did not come to its end.", "See its entry in the message log.")
        : fault with { Message = $"Flow '{flow}' at '{address}': {fault.FullMessage}", Step = null, Span = default, Handling = null };

    public static FaultException BadAddress(string text) => new(
        "IA3924", $"'{Fault.Cut(text)}' {ProcessDirectAddress.Rule}.", "See what the message has in the place that the address is made of.");
}
