using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Adapters.Https.Sender;

/// <summary>What can go wrong between a message and its sender while it runs.</summary>
internal static class HttpSenderFaults
{
    public const string SenderGone = "IA3101";
    public const string Paused = "IA3102";
    public const string BrokenBody = "IA3103";
    public const string BadAnswer = "IA3104";

    public const string BadKey = "IA3105";

    public static FaultException NoKey(Fault? cause) => new(new Fault(
        BadKey, $"The message has no id of 1 to 255 characters{(cause is null ? "" : $": {cause.Message}")}", "Send a key that tells it from other messages."));

    public static FaultException Gone() => new(
        SenderGone, "The message ran through, but its sender had closed the connection before it got the answer.", "The sender may send it again; compare its time-out with the duration of the run.");

    public static FaultException Cut(Exception cause) => new(
        SenderGone,
        $"The answer broke off after its beginning had been sent: {cause.Message}",
        "The sender saw a broken answer and may send again.",
        cause);

    public static Fault Unreadable(Exception cause) => new(
        BadAnswer, $"The answer can't be sent: its body can't be read: {cause.Message}", "Set the body after a call that failed, before the end of the flow.", cause);

    public static Fault BadHeader(string name) => new(
        BadAnswer,
        $"The answer can't be sent: the value of header '{name}' has a line break or another control character.",
        "Remove the header before the end of the flow, or set it to text of one line.");

    public static Fault BadStatus(string value) => new(
        BadAnswer,
        $"The answer can't be sent: header {ReservedHeaders.ResponseCode} is '{Shorten(value)}', which is no final HTTP status.",
        "Set it to a number from 200 to 599, or remove it.");

    private static string Shorten(string value) => value.Length <= 40 ? value : value[..40] + "…";
}
