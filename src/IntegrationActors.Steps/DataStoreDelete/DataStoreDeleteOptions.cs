using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Options;
using IntegrationActors.Steps.Stores;

namespace IntegrationActors.Steps.DataStoreDelete;

/// <summary>
/// Deletes entries of a data store at once, all in one transaction; a later failure of the run doesn't bring them back. An entry that isn't there is no failure. To delete what the run has
/// read, and only if it goes well, use <c>deleteOnCompletion</c> of <c>dataStoreGet</c> and <c>dataStoreSelect</c>.
/// </summary>
[Step("dataStoreDelete", typeof(DataStoreDeleteStep), Sap = "Data Store Delete", Camel = "sql: delete")]
[Example(
    "The entry of an order",
    """
    - dataStoreDelete: { store: orders, visibility: global, id: "${property.orderId}" }
    """)]
[Example(
    "All entries that a document names",
    """
    - dataStoreDelete:
        store: pending
        id: { xpath: //confirmation/orderId }
    """)]
public sealed record DataStoreDeleteOptions : DataStoreStepOptions
{
    /// <summary>
    /// Ids of the entries: a text is one id, an XPath or JSONPath may give many. Left out or empty: the header <c>SapDataStoreId</c>, and without that the whole body as one id. An id is at
    /// most 255 characters; a longer one fails with IA3524, so that a wrong body is not taken for an id.
    /// </summary>
    public Expression? Id { get; init; }
}
