namespace IntegrationActors.Adapters.Https;

/// <summary>From where to where a header travels.</summary>
internal enum HeaderWay
{
    /// <summary>From a request into the message.</summary>
    FromSender,

    /// <summary>From the message into the answer.</summary>
    ToSender,

    /// <summary>From the message into a call.</summary>
    ToReceiver,

    /// <summary>From the answer of a receiver into the message.</summary>
    FromReceiver,
}
