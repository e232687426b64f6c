using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Options;
using IntegrationActors.Steps.Stores;

namespace IntegrationActors.Steps.DataStoreSelect;

/// <summary>
/// Reads some entries of a data store, the oldest first, into one body. As XML: <c>&lt;messages&gt;&lt;message id="…"&gt;</c> with the entry inside, for each; as JSON: an array of
/// <c>{ "id": …, "body": … }</c>. Headers that were kept with the entries are left where they are. <c>SAP_DatastoreEntryFound</c> says whether there was an entry; the body is an empty
/// bulk otherwise.
/// </summary>
[Step("dataStoreSelect", typeof(DataStoreSelectStep), Sap = "Data Store Select", Camel = "sql: select")]
[Example(
    "Up to 100 entries, deleted when the run ends well",
    """
    - dataStoreSelect: { store: invoices, visibility: global, max: 100, deleteOnCompletion: true }
    """)]
[Example(
    "Entries in JSON; nothing to do when there are none",
    """
    - dataStoreSelect:
        store: pending
        format: json
        max: 20
    - router:
        - when: "${header.SAP_DatastoreEntryFound} = 'false'"
          steps: [ terminate ]
    """)]
public sealed record DataStoreSelectOptions : DataStoreStepOptions
{
    /// <summary>Most entries, 1 to 1,000; the header <c>SapDataStoreMaxResults</c> overrules it, and one that is no such number fails with IA3525.</summary>
    [Range(1, 1000)]
    public int Max { get; init; } = 1;

    /// <summary>What the entries are, and what the body becomes. An entry of another kind fails the step: IA3545 or IA3546.</summary>
    public BulkFormat Format { get; init; }

    /// <summary>Deletes the entries at the end of the run, all in one transaction, if the run ends COMPLETED. Those that were overwritten in the meantime stay.</summary>
    public bool DeleteOnCompletion { get; init; }
}

/// <summary>What a bulk of entries is made of.</summary>
public enum BulkFormat
{
    /// <summary>XML documents.</summary>
    Xml,

    /// <summary>JSON values.</summary>
    Json,
}
