using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Stores;
using IntegrationActors.Steps.Stores;

namespace IntegrationActors.Steps.Lock;

/// <summary>
/// Runs its steps while no other run of the tenant, on whatever node, holds the same lock: so that what belongs together happens one after the other. The lock is given back when the
/// steps are done, however they end; if the node dies, when it expires. People see it with its message among the message locks, and can free it.
/// </summary>
[Step("lock", typeof(LockStep), Sap = "Message Lock", Camel = "master")]
[Example(
    "One update of a customer at a time",
    """
    - lock:
        entry: "customer ${header.X-Customer}"
        steps:
          - call: { https: { url: "https://crm.example.org/customers", method: POST } }
    """)]
[Example(
    "Flows that share an account wait for each other up to two minutes",
    """
    - lock:
        name: account
        entry: { jsonpath: $.account }
        visibility: global
        wait: 2m
        expiresAfter: 5m
        steps:
          - log: "Booking on ${property.account}"
    """)]
public sealed record LockOptions : StepOptions
{
    /// <summary>What is locked, 1 to 1,024 characters. Nothing or a longer one fails with IA3512.</summary>
    public required Expression Entry { get; init; }

    /// <summary>Who respects the lock.</summary>
    public StoreVisibility Visibility { get; init; }

    /// <summary>How long the run waits for another one that has the lock; then it fails with IA3526. With <c>0s</c> it does not wait. There is no order among those who wait.</summary>
    [DefaultText("30s")]
    [Range(typeof(TimeSpan), "0s", "1d")]
    public TimeSpan Wait { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the lock is held at most. Steps that take longer are interrupted, and the step fails with IA3527, since others may have the lock then.</summary>
    [DefaultText("10m")]
    [Range(typeof(TimeSpan), "1s", "1d")]
    public TimeSpan ExpiresAfter { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>What is done while the lock is held. An <c>end</c> inside ends only these steps.</summary>
    public required StepSequence Steps { get; init; }
}
