using IntegrationActors.Core.Options;

namespace IntegrationActors.Steps.Send;

/// <summary>
/// Sends the message to a receiver system and goes on with the message as it was. The step is done when the receiver has taken the message over; what it
/// answers beyond that is dropped.
/// </summary>
[Step("send", typeof(SendStep), Sap = "Send", Camel = "to (InOnly)")]
[Example(
    "Tells an audit system, then goes on with the order",
    """
    - send: { name: audit, https: { url: "https://audit.example.org/events" } }
    """)]
[Example(
    "Tells somebody that a message failed",
    """
    - send:
        name: alarm
        https: { url: "${param.alarmUrl}", method: POST, timeout: 10s }
    """)]
public sealed record SendOptions : StepOptions
{
    /// <summary>The receiver: one key that names an adapter, with the options of the channel below it (<c>https: { url: … }</c>).</summary>
    public required ReceiverChannel Receiver { get; init; }
}
