using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Stores;

namespace IntegrationActors.Adapters.DataStores;

/// <summary>
/// Takes the entries of a data store of the tenant, oldest first, one after the other. At least once: an entry is deleted when its run is completed; a failed one stays and runs again
/// after a pause, until it expires. The flow finds in header <c>SAP_DataStoreRetries</c> how many tries failed, and in <c>SapDataStoreId</c> the id of the entry. All tries
/// have one entry in the message processing log.
/// </summary>
[SenderChannel("dataStore", typeof(DataStoreSenderAdapter), Sap = "Data Store sender")]
[Shorthand(nameof(Name))]
[Example("Entries that other flows of the tenant wrote, looked for twice a minute", "dataStore: { name: invoices, visibility: global, pollInterval: 30s }")]
[Example("Own entries; those that failed again after 5 minutes, then 10, at most an hour", "dataStore: { name: retries, retryInterval: 5m, exponentialBackoff: true, maxInterval: 1h }")]
public sealed record DataStoreSenderOptions
{
    /// <summary>The data store: at most 40 characters, no blanks.</summary>
    [Required]
    [RegularExpression("\\S{1,40}", ErrorMessage = "must be a name of 1 to 40 characters without blanks")]
    public required string Name { get; init; }

    /// <summary>Whose data store it is.</summary>
    public StoreVisibility Visibility { get; init; } = StoreVisibility.Flow;

    /// <summary>How often the data store is looked at when there was nothing left to take, 1 s to 300 s.</summary>
    [DefaultText("10s")]
    [Range(typeof(TimeSpan), "1s", "300s")]
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Pause before an entry that failed is tried again, at most a day; a tenth longer or shorter by chance.</summary>
    [DefaultText("1m")]
    [Range(typeof(TimeSpan), "10ms", "1d")]
    public TimeSpan RetryInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Doubles the pause with each try, up to <c>maxInterval</c>.</summary>
    public bool ExponentialBackoff { get; init; }

    /// <summary>Longest pause when it doubles, at most a day.</summary>
    [DefaultText("1h")]
    [Range(typeof(TimeSpan), "10ms", "1d")]
    public TimeSpan MaxInterval { get; init; } = TimeSpan.FromHours(1);

    /// <summary>After this time an entry that was taken and not settled is given to another node, 1 to 300 minutes: longer than a run takes.</summary>
    [Advanced]
    [DefaultText("10m")]
    [Range(typeof(TimeSpan), "1m", "300m")]
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Entries that are taken at once, to run one after the other.</summary>
    [Advanced]
    [Range(1, 100)]
    public int Batch { get; init; } = 10;
}
