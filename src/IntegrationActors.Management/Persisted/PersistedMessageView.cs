using IntegrationActors.Core.Stores.Persisted;

namespace IntegrationActors.Management.Persisted;

/// <summary>A message that a persist step kept, without its content.</summary>
/// <param name="Id">Names it within the tenant.</param>
/// <param name="Message">The run that it belongs to.</param>
/// <param name="Flow">Name of the flow.</param>
/// <param name="Step">Which step kept it.</param>
/// <param name="Bytes">Bytes of body and attachments.</param>
/// <param name="Written">When it was kept.</param>
/// <param name="Expires">When it is deleted.</param>
public sealed record PersistedMessageView(string Id, string Message, string Flow, string Step, long Bytes, DateTimeOffset Written, DateTimeOffset Expires)
{
    internal static PersistedMessageView Of(PersistedMessageInfo kept) =>
        new(kept.Id.ToString(), kept.Exchange.ToString(), kept.Flow, kept.Step, kept.Length, kept.Written, kept.Expires);
}
