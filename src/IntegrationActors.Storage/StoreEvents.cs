using System.Diagnostics.Metrics;
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
    private static readonly Counter<long> Expired = Meter.CreateCounter<long>("ia.store.expired_messages", description: "Messages deleted by retention");

    private static readonly Counter<long> Reencrypted = Meter.CreateCounter<long>("ia.store.reencrypted_records", description: "Records of old keys that were written anew");

    private readonly KeyValuePair<string, object?> _tag = new("store", store);

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

    public void MessagesExpired(int messages, int traces)
    {
        Expired.Add(messages, _tag);
        LogExpired(logger, store, messages, traces);
    }

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

    [LoggerMessage(Level = LogLevel.Debug, Message = "Store {Store}: {Messages} expired messages and {Traces} captured contents deleted")]
    private static partial void LogExpired(ILogger logger, string store, int messages, int traces);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Store {Store}: expired messages could not be deleted; tried again later")]
    private static partial void LogRetentionFailed(ILogger logger, string store, Exception cause);

    [LoggerMessage(Level = LogLevel.Information, Message = "Store {Store}: key {Key} encrypts from now on; records of older keys are written anew in the background")]
    private static partial void LogKeyRotated(ILogger logger, string store, long key);

    [LoggerMessage(Level = LogLevel.Information, Message = "Store {Store}: {Records} records of old keys were written anew")]
    private static partial void LogReencrypted(ILogger logger, string store, int records);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Store {Store}: {Records} encrypted records do not open; the old keys stay. Are the records damaged, or is a master key missing?")]
    private static partial void LogUnreadable(ILogger logger, string store, int records);

    [LoggerMessage(Level = LogLevel.Information, Message = "Store {Store}: {Count} old keys deleted; nothing needs them any more")]
    private static partial void LogKeysDeleted(ILogger logger, string store, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Store {Store}: old keys could not be retired; tried again later")]
    private static partial void LogKeyMaintenanceFailed(ILogger logger, string store, Exception cause);
}
