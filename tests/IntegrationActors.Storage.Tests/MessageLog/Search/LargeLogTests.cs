using System.Diagnostics;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Storage.MessageLog.Search;
using Xunit.Abstractions;

namespace IntegrationActors.Storage.Tests.MessageLog.Search;

/// <summary>Searches of a log of a million messages: each must look at a page of rows, not at the log.</summary>
public sealed class LargeLogTests(LargeLog log, ITestOutputHelper output) : IClassFixture<LargeLog>
{
    // A page takes a millisecond; reading the log takes a second and more.
    private static readonly TimeSpan Bound = TimeSpan.FromMilliseconds(250);

    public static TheoryData<string, MessageQuery, int> Queries => new()
    {
        { "all", new MessageQuery(), 50 },
        { "a day in the middle", new MessageQuery { From = LargeLog.Start.AddSeconds(500_000), To = LargeLog.Start.AddSeconds(500_020) }, 20 },
        { "failed", new MessageQuery { Statuses = [MessageStatus.Failed] }, 50 },
        { "completed", new MessageQuery { Statuses = [MessageStatus.Completed] }, 50 },
        { "none has that status", new MessageQuery { Statuses = [MessageStatus.Cancelled] }, 0 },
        { "a flow with few messages", new MessageQuery { Flow = "rare" }, 10 },
        { "a flow with many", new MessageQuery { Flow = "orders" }, 50 },
        { "no such flow", new MessageQuery { Flow = "none" }, 0 },
        { "few of the many that failed", new MessageQuery { Flow = "rare", Statuses = [MessageStatus.Failed] }, 0 },
        { "a correlation id", new MessageQuery { Id = "c-77" }, 50 },
        { "an application id", new MessageQuery { Id = "a-500000" }, 1 },
        { "a rare sender", new MessageQuery { Sender = "s-100000" }, 1 },
        { "a custom status", new MessageQuery { CustomStatus = "paid" }, 50 },
        { "no such receiver", new MessageQuery { Receiver = "nobody" }, 0 },
        { "a tracked key", new MessageQuery { KeyName = "orderId", KeyValue = "500000" }, 1 },
        { "a page far back", new MessageQuery { To = LargeLog.Start.AddSeconds(1000), Limit = 1000 }, 1000 },
    };

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task A_search_takes_no_longer_than_its_page(string name, MessageQuery query, int expected)
    {
        var (found, best) = (0, TimeSpan.MaxValue);
        for (var i = 0; i < 3; i++)
        {
            var took = Stopwatch.StartNew();
            found = (await log.Search.SearchAsync(query, CancellationToken.None)).Messages.Count;
            best = took.Elapsed < best ? took.Elapsed : best;
        }

        output.WriteLine($"{name}: {found} in {best.TotalMilliseconds} ms");
        Assert.Equal(expected, found);
        Assert.True(best < Bound, $"{name}: {best}");
    }

    [Fact]
    public async Task Pages_go_on_where_the_one_before_ended()
    {
        var first = await log.Search.SearchAsync(new MessageQuery { Limit = 1000, CustomStatus = "paid" }, CancellationToken.None);
        var second = await log.Search.SearchAsync(new MessageQuery { Limit = 1000, CustomStatus = "paid", Cursor = first.Next }, CancellationToken.None);

        var ids = first.Messages.Concat(second.Messages).Select(message => message.Id).ToList();
        Assert.Equal(ids.Distinct().OrderDescending(), ids);
        Assert.Equal(2000, ids.Count);
    }

    [Fact]
    public async Task A_million_messages_are_counted_by_status()
    {
        var took = Stopwatch.StartNew();

        var counts = await log.Search.CountAsync(DateTimeOffset.UnixEpoch, LargeLog.Start.AddYears(1), CancellationToken.None);

        output.WriteLine($"count: {took.Elapsed.TotalMilliseconds} ms");
        Assert.Equal((900_000, 100_000), (counts[MessageStatus.Completed], counts[MessageStatus.Failed]));
        Assert.True(took.Elapsed < TimeSpan.FromSeconds(2), $"{took.Elapsed}");
    }
}
