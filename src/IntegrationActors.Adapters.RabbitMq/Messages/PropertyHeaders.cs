namespace IntegrationActors.Adapters.RabbitMq.Messages;

/// <summary>Headers in which a flow finds what the broker and the publisher say of a message.</summary>
internal static class PropertyHeaders
{
    public const string ContentType = "Content-Type";
    public const string Queue = "CamelRabbitmqQueue";
    public const string Exchange = "CamelRabbitmqExchangeName";
    public const string RoutingKey = "CamelRabbitmqRoutingKey";
    public const string ContentEncoding = "CamelRabbitmqContentEncoding";
    public const string CorrelationId = "CamelRabbitmqCorrelationId";
    public const string ReplyTo = "CamelRabbitmqReplyTo";
    public const string MessageId = "CamelRabbitmqMessageId";
    public const string Timestamp = "CamelRabbitmqTimestamp";
    public const string Priority = "CamelRabbitmqPriority";
    public const string Expiration = "CamelRabbitmqExpiration";
    public const string Type = "CamelRabbitmqType";
    public const string UserId = "CamelRabbitmqUserId";
    public const string AppId = "CamelRabbitmqAppId";

    /// <summary>The id by which entries of the message log belong together; travels with the message.</summary>
    public const string LogCorrelation = "SAP_MplCorrelationId";

    public const string TraceParent = "traceparent";
    public const string TraceState = "tracestate";

    /// <summary>How often the message came before, as far as the broker says.</summary>
    public const string DeliveryCount = "CamelRabbitmqDeliveryCount";

    /// <summary>How often the message was a dead letter before.</summary>
    public const string DeathCount = "CamelRabbitmqDeathCount";
}
