using IntegrationActors.Core.Options;

namespace IntegrationActors.Definitions.FlowTests;

/// <summary>What stands in the stores of the tenant before the first message: number ranges have to be made, and variables and entries may have been written by another flow.</summary>
[Example(
    "A flow that takes numbers, reads when it last ran, and looks up a customer",
    """
    stores:
      numberRanges: { invoices: { minimum: 1, maximum: 99999, fieldLength: 8, last: 41 } }
      variables: { lastRun: "2026-01-01T00:00:00Z" }
      dataStores: [ { store: customers, id: 4711, visibility: global, body: '{"name":"Ada"}' } ]
    """)]
public sealed record TestStoresOptions
{
    /// <summary>Number ranges by name.</summary>
    public IReadOnlyDictionary<string, TestNumberRangeOptions> NumberRanges { get; init; } = new Dictionary<string, TestNumberRangeOptions>(StringComparer.Ordinal);

    /// <summary>Variables by name.</summary>
    public IReadOnlyDictionary<string, TestVariableOptions> Variables { get; init; } = new Dictionary<string, TestVariableOptions>(StringComparer.Ordinal);

    /// <summary>Entries of data stores.</summary>
    public IReadOnlyList<TestEntryOptions> DataStores { get; init; } = [];
}
