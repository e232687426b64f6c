using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Options;
using IntegrationActors.Steps.Stores;

namespace IntegrationActors.Steps.DataStoreGet;

/// <summary>
/// Reads one entry of a data store: it becomes the body, and headers that were kept with it are set. <c>SAP_DataStoreCreatedAt</c> and <c>SAP_DataStoreExpiresAt</c> say when it was written and
/// when it expires (UTC), <c>SAP_DatastoreEntryFound</c> whether there was one.
/// </summary>
[Step("dataStoreGet", typeof(DataStoreGetStep), Sap = "Data Store Get", Camel = "sql: select one")]
[Example(
    "The order that another flow has kept; without it the message fails with IA3523",
    """
    - dataStoreGet: { store: orders, visibility: global, id: "${header.X-Order}" }
    """)]
[Example(
    "An entry that is used up by this run, if there is one",
    """
    - dataStoreGet:
        store: pending
        id: { xpath: /confirmation/order }
        deleteOnCompletion: true
        throwIfMissing: false
    - router:
        - when: "${header.SAP_DatastoreEntryFound} = 'false'"
          steps: [ terminate ]
    """)]
public sealed record DataStoreGetOptions : DataStoreStepOptions
{
    /// <summary>Id of the entry. Left out or empty: the header <c>SapDataStoreId</c>; without that the step fails with IA3522.</summary>
    public Expression? Id { get; init; }

    /// <summary>Deletes the entry at the end of the run, if the run ends COMPLETED. Not if it was overwritten in the meantime; if it can't be deleted, the run fails.</summary>
    public bool DeleteOnCompletion { get; init; }

    /// <summary>Fails with IA3523 when there is no such entry. Otherwise the message goes on as it was, with the header <c>SAP_DatastoreEntryFound</c> false.</summary>
    public bool ThrowIfMissing { get; init; } = true;
}
