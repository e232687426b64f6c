using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Stores;
using IntegrationActors.Core.Stores.DataStores;

namespace IntegrationActors.Definitions.FlowTests;

/// <summary>An entry of a data store.</summary>
public sealed record TestEntryOptions
{
    /// <summary>Name of the data store.</summary>
    [StringLength(DataStoreName.LongestName, MinimumLength = 1)]
    public required string Store { get; init; }

    /// <summary>Id of the entry.</summary>
    [StringLength(DataStoreEntry.LongestId, MinimumLength = 1)]
    public required string Id { get; init; }

    /// <summary>The body. Default: none.</summary>
    public TestBodyOptions? Body { get; init; }

    /// <summary>Headers that were kept with it.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Who sees it.</summary>
    public StoreVisibility Visibility { get; init; }
}
