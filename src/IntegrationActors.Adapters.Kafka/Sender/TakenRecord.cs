using Confluent.Kafka;
using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Adapters.Kafka.Sender;

/// <summary>
/// A record on its way: from the fetch until its partition has ended it. The run that completes it waits here for its offset to be committed. Its lane alone changes what is mutable here, under its lock.
/// </summary>
internal sealed class TakenRecord(PartitionLane lane, ConsumeResult<byte[], byte[]> result) : PendingResult<bool>(goesOnElsewhere: false)
{
    public PartitionLane Lane => lane;

    public ConsumeResult<byte[], byte[]> Result => result;

    public Offset Offset => result.Offset;

    /// <summary>What it takes in memory, near enough.</summary>
    public long Size { get; } = 200 + (result.Message.Value?.Length ?? 0) + (result.Message.Key?.Length ?? 0);

    /// <summary>Id in the log, which all its runs have.</summary>
    public MessageId? Id { get; set; }

    /// <summary>Where it came from, for people.</summary>
    public string? Sender { get; set; }

    /// <summary>Runs that failed.</summary>
    public int Failures { get; set; }

    /// <summary>Whether it need not come again.</summary>
    public bool IsDone { get; set; }

    /// <summary>As long as its offset is not committed. Where another consumer has the partition, the record comes under an id of its own.</summary>
    public bool ComesAgain { get; private set; } = true;

    /// <summary>Ends the wait for the commit; without effect when the offset is committed.</summary>
    public void CutOff(CancellationToken cut) => Cancel(cut);

    public override string ToString() => $"{result.Topic} [{result.Partition.Value}] at offset {result.Offset.Value}";

    protected override bool Checked(bool isCommitted)
    {
        ComesAgain = false;
        return isCommitted ? isCommitted : throw KafkaFaults.LostPartition(Sender!, ToString());
    }
}
