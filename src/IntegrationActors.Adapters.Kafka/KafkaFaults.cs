using Confluent.Kafka;
using IntegrationActors.Adapters.OAuth;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Adapters.Kafka;

/// <summary>What can go wrong with a Kafka cluster. No text has a password or a token.</summary>
internal static class KafkaFaults
{
    public const string Unreachable = "IA3840";
    public const string LoginRefused = "IA3841";
    public const string Certificate = "IA3842";
    public const string UnknownTopic = "IA3843";
    public const string NotAllowed = "IA3844";
    public const string NoCredential = "IA3845";
    public const string NotDelivered = "IA3846";
    public const string TooLarge = "IA3847";
    public const string Refused = "IA3848";
    public const string BadValue = "IA3849";
    public const string NotCommitted = "IA3850";
    public const string BadToken = "IA3851";
    public const string NotSetAside = "IA3852";
    public const string NoOffset = "IA3853";
    public const string NamedUnreachable = "IA3854";

    public const string CertificateHint = "Check 'trustedCertificates', name and dates of the broker's certificate, and 'clientCertificate' if the broker wants one.";

    public static FaultException Credential(string problem) => new(NoCredential, problem, "Deploy the credential, or correct the channel.");

    public static FaultException Value(string what, string text, string problem) => new(
        BadValue, $"'{Fault.Cut(text)}' can't be used as {what}: {problem}.", "Check the expressions of the channel, and what the message has in the places that they are made of.");

    public static FaultException Large(string shown, string topic, long size, ByteSize limit) => new(
        TooLarge, $"{shown}: the message for topic '{topic}' has {size} bytes, more than the {limit} of the channel.", "Raise 'maxMessageSize', and what broker and topic accept ('message.max.bytes').");

    /// <summary>Why the library gets no token.</summary>
    public static Fault OfToken(Exception exception, Uri url) => exception is FaultException { Fault: var fault }
        ? fault
        : new Fault(BadToken, $"The access token of {url.GetLeftPart(UriPartial.Path)} can't be used: {Fault.Cut(exception.Message)}", "Check 'extensions' of 'token'.", exception);

    public static FaultException LostPartition(string shown, string place) => new(
        NotCommitted,
        $"{shown}: the message ran through, but {place} was given to another consumer before its offset was committed. It will come again there.",
        "Make the flow idempotent ('idempotent' with topic, partition and offset); see why it took so long, or whether consumers come and go often.");

    public static FaultException DeadLetter(string topic, Fault cause) => new(
        NotSetAside, $"The failed message could not be put into topic '{topic}', so it stays and is tried again: {cause.Message}", cause.Hint, cause.Cause);

    public static FaultException Silent(string shown, TimeSpan timeout) => new(
        Unreachable, $"{shown}: no answer within {Duration.Format(timeout)}.", "Check brokers and ports, whether a firewall is in between, and whether the port wants TLS ('tls').");

    public static FaultException Named(string shown, IEnumerable<string> problems) => new(
        NamedUnreachable, $"{shown} names brokers that can't be reached from here: {Fault.Cut(string.Join(' ', problems))}",
        "Clients go to the brokers that the cluster names, not only to those of the channel: correct 'advertised.listeners' of these brokers, or open the way from this node to them.");

    /// <summary>Why the library makes no client; null when the exception is none of it.</summary>
    public static Fault? OfSettings(Exception exception, string shown) => exception is KafkaException or InvalidOperationException or ArgumentException
        ? new Fault(Refused, $"{shown}: the client can't be made as the channel says: {Fault.Cut(exception.Message)}", "Correct the channel, or the credential that the text is about.", exception)
        : null;

    /// <summary>What an error of the library means.</summary>
    public static Fault Of(Error error, string shown) => error.Code switch
    {
        ErrorCode.Local_Authentication or ErrorCode.SaslAuthenticationFailed or ErrorCode.UnsupportedSaslMechanism or ErrorCode.IllegalSaslState => new Fault(
            LoginRefused, $"{shown} refused the login: {Reason(error)}", "Check 'authentication', the credential, and what the brokers accept."),
        ErrorCode.Local_Ssl => new Fault(
            Certificate, $"{shown}: no TLS connection: {Reason(error)}",
            CertificateHint),
        ErrorCode.UnknownTopicOrPart or ErrorCode.Local_UnknownTopic or ErrorCode.Local_UnknownPartition => new Fault(
            UnknownTopic, $"{shown}: there is no such topic or partition: {Reason(error)}", "Check its name, and that it was made; a user who may not see it gets the same answer."),
        ErrorCode.TopicAuthorizationFailed or ErrorCode.GroupAuthorizationFailed or ErrorCode.ClusterAuthorizationFailed or ErrorCode.TransactionalIdAuthorizationFailed => new Fault(
            NotAllowed, $"{shown} does not allow it: {Reason(error)}", "Give the user the rights on topic and consumer group."),
        ErrorCode.MsgSizeTooLarge or ErrorCode.InvalidMsgSize or ErrorCode.RecordListTooLarge => new Fault(
            TooLarge, $"{shown}: the message is larger than the broker or its topic accepts: {Reason(error)}", "Raise 'message.max.bytes' there, or send less."),
        ErrorCode.Local_AutoOffsetReset or ErrorCode.Local_NoOffset or ErrorCode.OffsetOutOfRange => new Fault(
            NoOffset, $"{shown}: the consumer group has no offset that is still there: {Reason(error)}", "Set the offset of the group, or say with 'autoOffsetReset' where to begin."),
        ErrorCode.Local_AllBrokersDown or ErrorCode.Local_Transport or ErrorCode.Local_Resolve or ErrorCode.Local_TimedOut or ErrorCode.Local_TimedOutQueue or ErrorCode.Local_WaitCoord or ErrorCode.NetworkException => new Fault(
            Unreachable, $"{shown}: no connection: {Reason(error)}", "Check brokers and ports, that the brokers are up, and whether the port wants TLS ('tls'). The channel connects again by itself."),
        _ => new Fault(Refused, $"{shown}: {Reason(error)} ({error.Code})", "The cluster refused; the logs of its brokers may say more."),
    };

    private static string Reason(Error error) => Fault.Cut(error.Reason);
}
