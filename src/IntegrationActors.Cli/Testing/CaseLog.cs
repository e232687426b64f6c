using IntegrationActors.Core.MessageLog;

namespace IntegrationActors.Cli.Testing;

/// <summary>The message processing log of a test: keeps the entries.</summary>
internal sealed class CaseLog : IMessageLog
{
    private const int StepsKept = 100_000;

    private readonly List<MessageRecord> _records = [];

    /// <summary>The entries of the messages, in the order in which they began.</summary>
    public IReadOnlyList<MessageRecord> Records => _records;

    // All steps are wanted for the coverage, not only the last ones.
    public void Begin(MessageRecord record)
    {
        record.Steps.KeepLast(StepsKept);
        _records.Add(record);
    }

    public void End(MessageRecord record)
    {
        // The entry is in the list since it began.
    }
}
