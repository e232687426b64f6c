using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Core.Stores.DataStores;

/// <summary>An entry that was read from a data store.</summary>
public sealed record DataStoreContent
{
    public required string Id { get; init; }

    /// <summary>Deletes this state of the entry, at the end of a run that went well (<see cref="IDataStores.DeleteReadAsync"/>).</summary>
    public required DataStoreToken Token { get; init; }

    /// <summary>Belongs to whoever read it.</summary>
    public required Payload Body { get; init; }

    /// <summary>Headers that were kept with it.</summary>
    public required HeaderMap Headers { get; init; }

    /// <summary>Message that wrote it.</summary>
    public MessageId? Message { get; init; }

    /// <summary>When it was last written (<c>SAP_DataStoreCreatedAt</c>).</summary>
    public required DateTimeOffset Written { get; init; }

    /// <summary>When it is deleted (<c>SAP_DataStoreExpiresAt</c>).</summary>
    public required DateTimeOffset Expires { get; init; }
}
