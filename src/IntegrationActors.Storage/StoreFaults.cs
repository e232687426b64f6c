using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Storage;

/// <summary>What stores refuse, in the words of the sender.</summary>
internal static class StoreFaults
{
    public const string UnavailableCode = "IA3500";
    public const string StaleCode = "IA3505";

    private const int ServiceUnavailable = 503;
    private const int InsufficientStorage = 507;

    public static FaultException Unavailable(string tenant, Exception cause) => new(
        new Fault(UnavailableCode, $"The store of tenant {tenant} can't be written now; nothing was stored.", "Try again later. The server log says what is wrong with the store.", cause)
        {
            ResponseStatus = ServiceUnavailable,
        });

    public static FaultException Full(string tenant, string what, long quota) => new(
        new Fault(
            "IA3504",
            $"Tenant {tenant} has used up its quota of {new ByteSize(quota)} for {what}; nothing was stored.",
            "Take entries out or delete them, let them expire earlier, or ask an operator to raise integration-actors.storage.quota.")
        {
            ResponseStatus = InsufficientStorage,
        });

    public static FaultException Stale(string what) => new(
        StaleCode,
        $"{what} is not held by this run any more: its lock ran out and another node took it, or it was removed.",
        "It is, or was, processed again. Make the lock time-out longer than the longest run.");

    public static FaultException AggregationFull(string correlation, int messages, long bytes) => new(
        new Fault(
            "IA3544",
            $"The aggregation of '{correlation}' may hold {messages} messages and {bytes} bytes, and this message would be more; it was not added.",
            "Let it be complete earlier, raise maxMessages or maxSize of the aggregator, or see whether the correlation tells apart what does not belong together.")
        {
            ResponseStatus = InsufficientStorage,
        });

    public static FaultException Invalid(string message, string? hint = null) => new(StoreCodes.Invalid, message, hint);
}
