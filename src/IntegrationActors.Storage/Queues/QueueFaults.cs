using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Stores.Queues;

namespace IntegrationActors.Storage.Queues;

/// <summary>What can go wrong with queues.</summary>
internal static class QueueFaults
{
    public const string WrongAccess = "IA3501";
    public const string TooMany = "IA3502";
    public const string Unknown = "IA3503";
    public const string Stale = StoreFaults.StaleCode;
    public const string Crashed = "IA3506";
    public const string Damaged = "IA3507";
    public const string Unavailable = StoreFaults.UnavailableCode;
    public const string BadName = "IA3509";

    public const string NotEmpty = "IA3515";
    public const string Expired = "IA3516";

    private const int ServiceUnavailable = 503;

    public static FaultException AccessDiffers(QueueDeclaration wanted, QueueAccess actual) => new(
        WrongAccess,
        $"Queue '{wanted.Name}' is {Word(actual)}, the flow wants it {Word(wanted.Access)}.",
        "The access type of a queue is fixed. Write the same one at both ends, or take another name.");

    public static FaultException TooManyQueues(string name, int most) => new(
        TooMany, $"Queue '{name}' can't be made: the tenant has {most} queues already, as many as it may have.", "Delete queues that nobody uses: ia get queues.");

    public static FaultException UnknownQueue(string name) => new(
        Unknown, $"There is no queue '{name}'.", "A queue is made when a flow is deployed that names it; a computed name makes none.");

    public static FaultException IsStale(string queue, MessageId id) => new(
        Stale,
        $"Message {id} of queue '{queue}' was given to another node while it was being processed here, since this node had not been heard of for too long.",
        "It is processed again there. Look at the load of this node, and at its connection to the database.");

    public static Fault KilledItsNode(int crashes) => new(
        Crashed,
        $"The node died {crashes} times while it was processing this message, so the message was set aside.",
        "Look at the log of the node for the reason (memory?), then have the message tried again: ia queue retry.");

    public static Fault Unreadable(Exception cause) => new(
        Damaged, $"The content of the message can't be read, so it was set aside: {cause.Message}", "Restore the key, or the row from a backup; then have the message tried again: ia queue retry.", cause);

    public static Fault TimeIsUp(ExpiredMessage message) => new(
        Expired,
        $"The message was put into queue '{message.Queue}' at {message.Enqueued:u} and expired at {message.Expires:u} before it was processed, so it was deleted.{LastTry(message.LastFault)}",
        "See why nobody processed it in time, then send it again. How long messages of a queue are kept is written where they are put in (expiresAfter).");

    public static FaultException CannotWrite(string queue, StoreUnavailableException cause) => new(new Fault(
        Unavailable, $"The message could not be put into queue '{queue}': {cause.Message}", "Nothing was put in; send it again.", cause) { ResponseStatus = ServiceUnavailable });

    public static FaultException CannotSettle(string queue, MessageId id, StoreUnavailableException cause) => new(
        Unavailable, $"What became of message {id} of queue '{queue}' could not be written: {cause.Message}", "The message will be processed again.", cause);

    public static FaultException CannotRead(string queue, Exception cause) => new(
        Unavailable, $"Queue '{queue}' can't be read: {cause.Message}", "It is tried again.", cause);

    public static FaultException IsNoName(string name) => new(
        BadName, $"'{Fault.Cut(name)}' is no name of a queue.", $"A name has 1 to {QueueDeclaration.LongestName} of the letters, digits, '_', '.' and '-'.");

    public static FaultException HasMessages(QueueInfo queue) => new(
        NotEmpty,
        $"Queue '{queue.Name}' has {queue.Total} messages, {queue.Processing} of them being processed.",
        "Have them processed or move them; or delete the queue with its messages (force), which is possible when none is being processed.");

    private static string LastTry(Fault? fault) => fault is null ? "" : $" Its last try failed with {fault.Code}: {Fault.Cut(fault.Message)}";

    private static string Word(QueueAccess access) => access == QueueAccess.Exclusive ? "exclusive" : "non-exclusive";
}
