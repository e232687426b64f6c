using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Core.Tests.Exchanges;

public sealed class MessageIdTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Ids_sort_by_start_time_in_memory_and_as_bytes()
    {
        var ids = Enumerable.Range(0, 1000).Select(i => MessageId.Create(Start.AddMilliseconds(i))).ToArray();

        Assert.Equal(ids, ids.Order());
        Assert.Equal(ids.Select(i => i.ToString()), ids.Select(i => i.ToString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Ids_are_uuids_of_version_7_and_differ()
    {
        var ids = Enumerable.Range(0, 10_000).Select(_ => MessageId.Create(Start)).ToHashSet();

        Assert.Equal(10_000, ids.Count);
        Assert.All(ids, id => Assert.True(id.Value.Version == 7 && (id.Value.Variant & 0xC) == 8));
    }

    [Fact]
    public void The_lowest_id_of_a_moment_bounds_all_ids_from_then_on()
    {
        Assert.True(MessageId.Lowest(Start).CompareTo(MessageId.Create(Start)) < 0);
        Assert.True(MessageId.Lowest(Start).CompareTo(MessageId.Create(Start.AddMilliseconds(-1))) > 0);
    }

    [Fact]
    public void Survives_bytes_and_text()
    {
        var id = MessageId.Create(Start);
        var bytes = new byte[16];
        id.WriteTo(bytes);

        Assert.Equal(id, MessageId.Read(bytes));
        Assert.True(MessageId.TryParse(id.ToString(), out var parsed));
        Assert.Equal(id, parsed);
    }
}
