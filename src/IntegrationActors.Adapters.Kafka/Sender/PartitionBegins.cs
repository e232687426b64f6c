using Confluent.Kafka;

namespace IntegrationActors.Adapters.Kafka.Sender;

/// <summary>Where a member begins with its partitions, and what was gone by then. Of the thread of the member alone.</summary>
/// <param name="consumer">The member.</param>
/// <param name="settings">What all members have in common.</param>
/// <param name="stop">Set when the member goes.</param>
internal sealed class PartitionBegins(IConsumer<byte[], byte[]> consumer, MemberSettings settings, ManualResetEventSlim stop)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan AskPatience = TimeSpan.FromSeconds(3);

    // The offsets of the group in partitions of which nothing came yet.
    private readonly Dictionary<TopicPartition, Offset> _expected = [];
    private long _gone;

    /// <summary>Records that were gone before the group came to them; may be asked for by others.</summary>
    public long Gone => Volatile.Read(ref _gone);

    /// <summary>
    /// Where to begin with partitions that were given to the member; those that are missing go on at the offset of the group. A group without one that begins at the end gets that end, which is written down before anything is
    /// processed: a record that comes next and can't be processed yet would be passed over by the next member. A cluster that does not say it now is asked again, as long as the member lives: nothing can be taken safely where the
    /// begin is not known. A group that begins at the oldest record needs no answer; without one nothing is counted.
    /// </summary>
    public Dictionary<TopicPartition, Offset> Of(List<TopicPartition> partitions)
    {
        while (true)
        {
            try
            {
                var committed = consumer.Committed(partitions, AskPatience);
                Expect(committed);
                return settings.BeginsAtEnd
                    ? committed.Where(one => one.Offset == Offset.Unset).ToDictionary(one => one.TopicPartition, one => consumer.QueryWatermarkOffsets(one.TopicPartition, AskPatience).High)
                    : [];
            }
            catch (KafkaException) when (!settings.BeginsAtEnd)
            {
                return [];
            }
            catch (KafkaException e)
            {
                settings.Health.Report(e.Error);
                if (stop.Wait(Pause) || settings.Health.IsBeyondRepair)
                {
                    return partitions.ToDictionary(partition => partition, _ => Offset.End);
                }
            }
        }
    }

    /// <summary>Looks at a record that came: when the first one of a partition is not the one that the group wants, and is the oldest that there is, those between are gone.</summary>
    public void Look(ConsumeResult<byte[], byte[]> first)
    {
        if (_expected.Count == 0 || !_expected.Remove(first.TopicPartition, out var wanted) || wanted >= first.Offset)
        {
            return;
        }

        try
        {
            if (consumer.QueryWatermarkOffsets(first.TopicPartition, AskPatience).Low >= first.Offset)
            {
                Volatile.Write(ref _gone, _gone + first.Offset.Value - wanted.Value);
            }
        }
        catch (KafkaException)
        {
            // Not counted. The record itself is here.
        }
    }

    private void Expect(List<TopicPartitionOffset> committed)
    {
        foreach (var one in committed)
        {
            _expected.Remove(one.TopicPartition);
            if (!one.Offset.IsSpecial)
            {
                _expected[one.TopicPartition] = one.Offset;
            }
        }
    }
}
