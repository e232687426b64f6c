using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Options;
using IntegrationActors.Steps.Stores;

namespace IntegrationActors.Steps.DataStoreWrite;

/// <summary>
/// Writes the body into a data store of the tenant, encrypted; the step is done when the store has committed it, and a later failure of the run doesn't take it back. The message
/// goes on as it was. An entry stays until it is deleted or expires, and can be read any number of times. The header <c>SapDataStoreId</c> tells its id afterwards.
/// </summary>
[Step("dataStoreWrite", typeof(DataStoreWriteStep), Sap = "Data Store Write", Camel = "sql: insert")]
[Example(
    "Keeps each order under its number for other flows of the tenant; a later one replaces it",
    """
    - dataStoreWrite: { store: orders, visibility: global, id: { jsonpath: $.id }, overwrite: true }
    """)]
[Example(
    "Keeps a message with its headers for ten days, under an id that the step makes up",
    """
    - dataStoreWrite:
        name: keep
        store: "rejected-${header.X-Region}"
        includeHeaders: true
        expiresAfter: 10d
    """)]
public sealed record DataStoreWriteOptions : DataStoreStepOptions, IValidatableObject
{
    /// <summary>Id of the entry, at most 255 characters. Left out or empty: the header <c>SapDataStoreId</c>, and without that a new id, which is set in this header.</summary>
    public Expression? Id { get; init; }

    /// <summary>Replaces an entry that has the same id; otherwise the step fails with IA3511 then, and the old entry stays. A repeated run writes again: let it overwrite.</summary>
    public bool Overwrite { get; init; }

    /// <summary>Keeps the headers with the body, except those of the platform (<c>Camel*</c>, <c>SAP_*</c>).</summary>
    public bool IncludeHeaders { get; init; }

    /// <summary>After this time the entry counts as Overdue for the people who watch the data store; nothing else happens. At most half of <c>expiresAfter</c>.</summary>
    [DefaultText("2d")]
    [Range(typeof(TimeSpan), "1s", "90d")]
    public TimeSpan OverdueAfter { get; init; } = TimeSpan.FromDays(2);

    /// <summary>After this time the entry is not found any more and is deleted.</summary>
    [DefaultText("30d")]
    [Range(typeof(TimeSpan), "2s", "180d")]
    public TimeSpan ExpiresAfter { get; init; } = TimeSpan.FromDays(30);

    /// <summary>People get time to act before an overdue entry is gone.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (ExpiresAfter < OverdueAfter * 2)
        {
            yield return new ValidationResult(
                $"'expiresAfter' ({Duration.Format(ExpiresAfter)}) is at least twice 'overdueAfter' ({Duration.Format(OverdueAfter)}), so that people can act in between; make it longer, or overdueAfter shorter",
                [nameof(ExpiresAfter), nameof(OverdueAfter)]);
        }
    }
}
