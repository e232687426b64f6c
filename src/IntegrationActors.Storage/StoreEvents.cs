using System.Diagnostics.Metrics;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Storage.Database;
using Microsoft.Extensions.Logging;

namespace IntegrationActors.Storage;

/// <summary>Facts about one store: each call writes the log line and moves the meter, so they cannot disagree.</summary>
internal sealed partial class StoreEvents(string store, ILogger logger) : IStoreEvents
{
    private static readonly Meter Meter = new("IntegrationActors.Storage");
    private static readonly Counter<long> Failures = Meter.CreateCounter<long>("ia.store.write_failures", description: "Times that a store stopped being writable");
    private static readonly Counter<long> Refused = Meter.CreateCounter<long>("ia.store.refused_writes", description: "Log records that the database refused");
    private static readonly Counter<long> Abandoned = Meter.CreateCounter<long>("ia.store.abandoned_messages", description: "Messages found interrupted at start");
    private static readonly Counter<long> Damaged = Meter.CreateCounter<long>("ia.store.damaged_slots", description: "Ledger slots with a wrong checksum at start");
    private static readonly Counter<long> ExpiredMessages = Meter.CreateCounter<long>("ia.store.expired_messages", description: "Messages deleted by retention");
    private static readonly Counter<long> ExpiredInQueues = Meter.CreateCounter<long>("ia.store.expired_queue_messages", description: "Messages that expired in a queue before they were processed");
    private static readonly Counter<long> Reencrypted = Meter.CreateCounter<long>("ia.store.reencrypted_records", description: "Records of old keys that were written anew");

    private readonly KeyValuePair<string, object?> _tag = new("store", store);

    /// <summary>Name of the store.</summary>
    public string Store => store;

    public void WriterBroken(Exception cause)
    {
        Failures.Add(1, _tag);
        LogBroken(logger, store, cause);
    }

    public void WriterRecovered() => LogRecovered(logger, store);

    public void WriteRefused(int count, Exception cause)
    {
        Refused.Add(count, _tag);
        LogRefused(logger, store, count, cause);
    }

    public void LedgerRecovered(int ended, int abandoned, int damaged)
    {
        Abandoned.Add(abandoned, _tag);
        Damaged.Add(damaged, _tag);
        if (ended + abandoned + damaged > 0)
        {
            LogLedger(logger, store, ended, abandoned, damaged);
        }
    }

    public void Expired(int messages, int traces, int contents)
    {
        ExpiredMessages.Add(messages, _tag);
        LogExpired(logger, store, messages, traces, contents);
    }

    /// <summary>Messages expired before anybody processed them; each is FAILED in the message log.</summary>
    public void QueueMessagesExpired(int count)
    {
        ExpiredInQueues.Add(count, _tag);
        LogQueueMessagesExpired(logger, store, count);
    }

    public void InputTooLarge(string flow, MessageId message) => LogInputTooLarge(logger, store, flow, message);

    public void InputNotKept(string flow, MessageId message, Exception cause) => LogInputNotKept(logger, store, flow, message, cause);

    /// <summary>Another node has deleted the tenant.</summary>
    public void DeletedElsewhere() => LogDeletedElsewhere(logger, store);

    public void RetentionFailed(Exception cause) => LogRetentionFailed(logger, store, cause);

    public void KeyRotated(long key) => LogKeyRotated(logger, store, key);

    /// <summary>A walk through the encrypted records has ended.</summary>
    public void RecordsReencrypted(int rewritten, int unreadable)
    {
        Reencrypted.Add(rewritten, _tag);
        LogReencrypted(logger, store, rewritten);
        if (unreadable > 0)
        {
            LogUnreadable(logger, store, unreadable);
        }
    }

    public void KeysDeleted(int count) => LogKeysDeleted(logger, store, count);

    public void KeyMaintenanceFailed(Exception cause) => LogKeyMaintenanceFailed(logger, store, cause);

    [LoggerMessage(Level = LogLevel.Error, Message = "Store {Store} can't be written; its flows take no messages until it can. Is the disk full?")]
    private static partial void LogBroken(ILogger logger, string store, Exception cause);

    [LoggerMessage(Level = LogLevel.Information, Message = "Store {Store} can be written again")]
    private static partial void LogRecovered(ILogger logger, string store);

    [LoggerMessage(Level = LogLevel.Error, Message = "Store {Store} refused {Count} records of the message log; they stay in the ledger and are written without details at the next start")]
    private static partial void LogRefused(ILogger logger, string store, int count, Exception cause);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Store {Store} was not closed in order: {Ended} ended messages recovered, {Abandoned} interrupted ones are ABANDONED, {Damaged} ledger slots were damaged")]
    private static partial void LogLedger(ILogger logger, string store, int ended, int abandoned, int damaged);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Store {Store}: the input of message {Message} of flow {Flow} was not kept: it has more than 8 MB")]
    private static partial void LogInputTooLarge(ILogger logger, string store, string flow, MessageId message);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Store {Store}: the input of message {Message} of flow {Flow} could not be kept, so the message can't be sent again")]
    private static partial void LogInputNotKept(ILogger logger, string store, string flow, MessageId message, Exception cause);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Store {Store}: {Messages} expired messages, {Traces} captured contents and {Contents} rows of other stores deleted")]
    private static partial void LogExpired(ILogger logger, string store, int messages, int traces, int contents);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Store {Store}: {Count} messages expired in queues before they were processed; each is FAILED in the message log with IA3516. Who reads these queues?")]
    private static partial void LogQueueMessagesExpired(ILogger logger, string store, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Store {Store}: what has expired could not be deleted; tried again later")]
    private static partial void LogRetentionFailed(ILogger logger, string store, Exception cause);

    [LoggerMessage(Level = LogLevel.Information, Message = "Store {Store}: key {Key} encrypts from now on; records of older keys are written anew in the background")]
    private static partial void LogKeyRotated(ILogger logger, string store, long key);

    [LoggerMessage(Level = LogLevel.Information, Message = "Store {Store}: {Records} records of old keys were written anew")]
    private static partial void LogReencrypted(ILogger logger, string store, int records);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Store {Store}: {Records} encrypted records do not open; the old keys stay. Are the records damaged, or is a master key missing?")]
    private static partial void LogUnreadable(ILogger logger, string store, int records);

    [LoggerMessage(Level = LogLevel.Information, Message = "Store {Store}: {Count} old keys deleted; nothing needs them any more")]
    private static partial void LogKeysDeleted(ILogger logger, string store, int count);

    [LoggerMessage(Level = LogLevel.Information, Message = "Store {Store}: another node has deleted the tenant; closed, and what this node had of it is deleted")]
    private static partial void LogDeletedElsewhere(ILogger logger, string store);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Store {Store}: old keys could not be retired; tried again later")]
    private static partial void LogKeyMaintenanceFailed(ILogger logger, string store, Exception cause);
}
