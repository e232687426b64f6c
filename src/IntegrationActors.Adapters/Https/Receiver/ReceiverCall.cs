using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Adapters.Https.Receiver;

/// <summary>One call of a receiver, over all its attempts.</summary>
/// <param name="Exchange">Whose message is sent.</param>
/// <param name="Target">Where to.</param>
/// <param name="Method">With which method.</param>
/// <param name="SendsBody">Whether the body goes along.</param>
/// <param name="ExpectsReply">Whether the answer becomes the message.</param>
internal readonly record struct ReceiverCall(Exchange Exchange, ReceiverTarget Target, HttpMethod Method, bool SendsBody, bool ExpectsReply)
{
    /// <summary>The body that goes along instead of that of the message.</summary>
    public RecodedBody? Recoded { get; init; }

    /// <summary>Whether all that is sent can be sent once more.</summary>
    public bool IsRepeatable => !SendsBody || (Recoded?.Payload ?? Exchange.Body).IsBuffered;

    /// <summary>For faults and logs.</summary>
    public string Shown => $"{Method.Method} {Target.Shown}";

    /// <summary>RFC 9110, 9.2.2.</summary>
    public bool IsIdempotent => Method != HttpMethod.Post && Method != HttpMethod.Patch;

    public override string ToString() => Shown;
}
