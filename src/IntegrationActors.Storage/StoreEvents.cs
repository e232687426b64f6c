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
    private static readonly Counter<long> ExpiredMessages = Meter.CreateCounter<long>("ia.store.expired_messages", description: "Messages deleted by retention");

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

    public void Expired(int messages, int traces, int contents)
    {
        ExpiredMessages.Add(messages, _tag);
        LogExpired(logger, store, messages, traces, contents);
    }

    public void RetentionFailed(Exception cause) => LogRetentionFailed(logger, store, cause);

    [LoggerMessage(Level = LogLevel.Error, Message = "Store {Store} can't be written; its flows take no messages until it can. Is the disk full?")]
    private static partial void LogBroken(ILogger logger, string store, Exception cause);

    [LoggerMessage(Level = LogLevel.Information, Message = "Store {Store} can be written again")]
    private static partial void LogRecovered(ILogger logger, string store);

    [LoggerMessage(Level = LogLevel.Error, Message = "Store {Store} refused {Count} records of the message log; they stay in the ledger and are written without details at the next start")]
    private static partial void LogRefused(ILogger logger, string store, int count, Exception cause);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Store {Store} was not closed in order: {Ended} ended messages recovered, {Abandoned} interrupted ones are ABANDONED, {Damaged} ledger slots were damaged")]
    private static partial void LogLedger(ILogger logger, string store, int ended, int abandoned, int damaged);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Store {Store}: {Messages} expired messages, {Traces} captured contents and {Contents} rows of other stores deleted")]
    private static partial void LogExpired(ILogger logger, string store, int messages, int traces, int contents);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Store {Store}: what has expired could not be deleted; tried again later")]
    private static partial void LogRetentionFailed(ILogger logger, string store, Exception cause);
}
