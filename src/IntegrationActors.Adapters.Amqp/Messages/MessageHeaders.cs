namespace IntegrationActors.Adapters.Amqp.Messages;

/// <summary>Headers in which a flow finds what broker and producer say of a message, named as integration developers know them.</summary>
internal static class MessageHeaders
{
    public const string ContentType = "Content-Type";
    public const string MessageId = "JMSMessageID";
    public const string CorrelationId = "JMSCorrelationID";
    public const string Destination = "JMSDestination";
    public const string ReplyTo = "JMSReplyTo";
    public const string Type = "JMSType";
    public const string Timestamp = "JMSTimestamp";
    public const string Expiration = "JMSExpiration";
    public const string Priority = "JMSPriority";
    public const string DeliveryMode = "JMSDeliveryMode";
    public const string Redelivered = "JMSRedelivered";
    public const string DeliveryCount = "JMSXDeliveryCount";
    public const string GroupId = "JMSXGroupID";
    public const string GroupSequence = "JMSXGroupSeq";
    public const string UserId = "JMSXUserID";

    /// <summary>The correlation id of the log: it travels between flows whatever a channel lists.</summary>
    public const string LogCorrelation = "SAP_MplCorrelationId";

    public const string Persistent = "2";
    public const string NonPersistent = "1";

    private const string Prefix = "JMS";
    private const int LongestCorrelation = 128;

    /// <summary>Whether a name belongs to what AMQP has properties for.</summary>
    public static bool IsOfProperties(string name) => name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) || name.Equals(ContentType, StringComparison.OrdinalIgnoreCase);

    /// <summary>A correlation id that came from outside; null when it can't be one.</summary>
    public static string? Correlation(string? given) => given is { Length: > 0 and <= LongestCorrelation } && !given.AsSpan().ContainsAnyExceptInRange('!', '~') ? given : null;
}
