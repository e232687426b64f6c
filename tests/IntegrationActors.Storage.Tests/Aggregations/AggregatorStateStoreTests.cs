using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores.Aggregations;
using IntegrationActors.Storage.Quotas;
using IntegrationActors.Storage.Tests.Contents;

namespace IntegrationActors.Storage.Tests.Aggregations;

public sealed class AggregatorStateStoreTests
{
    private static readonly AggregationKey Key = new("orders", "gather", "4711");
    private static readonly TimeSpan LockTimeout = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task Messages_come_back_by_sequence_then_by_arrival_after_a_restart()
    {
        await using var host = new StoreHost();
        await AddAsync(host, "late");
        await AddAsync(host, "third", sequence: 3);
        await AddAsync(host, "first", sequence: 1);
        var state = await AddAsync(host, "later");
        await host.ReopenAsync();

        var lease = await TakeAsync(host, state.Number);
        var messages = await lease!.ReadAsync(CancellationToken.None);

        Assert.Equal((4, 4), (state.Count, lease.State.Count));
        Assert.Equal(["first", "third", "late", "later"], await Task.WhenAll(messages.Select(message => Bodies.TextAsync(message.Message.Body))));
        Assert.Equal("EU", messages[0].Message.Headers["X-Region"]);
        Assert.Equal([new("orderId", "7")], messages[0].Properties);
    }

    [Fact]
    public async Task A_large_message_with_an_attachment_comes_back_whole()
    {
        await using var host = new StoreHost();
        var message = new Message { Body = Payload.FromStream(new MemoryStream(Bodies.Large), null, host.Options.Spool) };
        message.Attachments.Add(new Attachment("a.pdf", "application/pdf", Payload.FromBytes(Bodies.Large.AsMemory(0, 700_000))));
        var state = await host.Acme.AggregatorStates.AddAsync(Key, new AggregatedMessage { Id = host.NewId(), Message = message }, Due(host), CancellationToken.None);

        var lease = await TakeAsync(host, state.Number);
        var back = Assert.Single(await lease!.ReadAsync(CancellationToken.None)).Message;

        Assert.Equal(Bodies.Large, await Bodies.BytesAsync(back.Body));
        var attachment = Assert.Single(back.Attachments);
        Assert.Equal(("a.pdf", "application/pdf"), (attachment.Name, attachment.ContentType));
        Assert.Equal(Bodies.Large[..700_000], await Bodies.BytesAsync(attachment.Content));
        await lease.CompleteAsync(CancellationToken.None);
        await host.CleanAsync();
        Assert.Equal(0, host.Acme.Contents.Context.Usage[StorageKind.Contents]);
    }

    [Fact]
    public async Task The_same_message_is_added_once()
    {
        await using var host = new StoreHost();
        var id = host.NewId();
        await AddAsync(host, "a", id: id);

        Assert.Equal(1, (await AddAsync(host, "a", id: id)).Count);
    }

    [Fact]
    public async Task Of_all_who_take_it_one_gets_it_and_later_messages_begin_a_new_one()
    {
        await using var host = new StoreHost();
        var first = await AddAsync(host, "a");

        var leases = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => TakeAsync(host, first.Number))));
        var second = await AddAsync(host, "b");

        var lease = Assert.Single(leases, lease => lease is not null);
        Assert.Single(await lease!.ReadAsync(CancellationToken.None));
        Assert.NotEqual(first.Number, second.Number);
        Assert.Equal(1, second.Count);
        await lease.CompleteAsync(CancellationToken.None);
        Assert.Null(await TakeAsync(host, first.Number));
        Assert.NotNull(await TakeAsync(host, second.Number));
    }

    [Fact]
    public async Task No_message_that_many_add_at_once_is_missing()
    {
        await using var host = new StoreHost();

        var states = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(() => AddAsync(host, $"{i}"))));

        Assert.Single(states.Select(state => state.Number).Distinct());
        Assert.Equal(Enumerable.Range(1, 50), states.Select(state => state.Count).Order());
    }

    [Fact]
    public async Task Is_due_after_its_timeout_which_each_message_sets_anew()
    {
        await using var host = new StoreHost();
        await AddAsync(host, "a");
        host.Time.Advance(TimeSpan.FromMinutes(50));
        await AddAsync(host, "b");
        host.Time.Advance(TimeSpan.FromMinutes(50));
        Assert.Empty(await DueAsync(host));

        host.Time.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal(2, Assert.Single(await DueAsync(host)).Count);
        Assert.Empty(await host.Acme.AggregatorStates.FindDueAsync("orders", "other", 10, CancellationToken.None));
    }

    [Fact]
    public async Task When_its_holder_dies_it_is_due_again_and_the_stale_holder_completes_nothing()
    {
        await using var host = new StoreHost();
        var state = await AddAsync(host, "a");
        var stale = await TakeAsync(host, state.Number);
        Assert.Empty(await DueAsync(host));
        host.Time.Advance(LockTimeout);

        var due = Assert.Single(await DueAsync(host));
        var current = await TakeAsync(host, due.Number);

        Assert.Equal("IA3505", await Bodies.CodeAsync(() => stale!.CompleteAsync(CancellationToken.None).AsTask()));
        Assert.Single(await current!.ReadAsync(CancellationToken.None));
        await current.CompleteAsync(CancellationToken.None);
        Assert.Equal("IA3505", await Bodies.CodeAsync(async () => await current.ReadAsync(CancellationToken.None)));
    }

    [Fact]
    public async Task What_is_given_back_is_due_at_the_time_that_was_said()
    {
        await using var host = new StoreHost();
        var lease = await TakeAsync(host, (await AddAsync(host, "a")).Number);

        await lease!.ReleaseAsync(host.Time.GetUtcNow() + TimeSpan.FromMinutes(1));

        Assert.Null(await TakeAsync(host, lease.State.Number));
        host.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Single(await DueAsync(host));
    }

    [Fact]
    public async Task What_nobody_came_for_within_30_days_of_its_timeout_is_deleted()
    {
        await using var host = new StoreHost();
        await AddAsync(host, "a");
        host.Time.Advance(TimeSpan.FromDays(29));
        await host.CleanAsync();
        Assert.Single(await DueAsync(host));

        host.Time.Advance(TimeSpan.FromDays(2));
        await host.CleanAsync();

        Assert.Empty(await DueAsync(host));
        Assert.Equal(0, host.Acme.Contents.Context.Usage[StorageKind.Contents]);
    }

    private static DateTimeOffset Due(StoreHost host) => host.Time.GetUtcNow() + TimeSpan.FromMinutes(60);

    private static async Task<AggregationState> AddAsync(StoreHost host, string body, long? sequence = null, MessageId? id = null)
    {
        host.Time.Advance(TimeSpan.FromMilliseconds(1));
        var message = new AggregatedMessage
        {
            Id = id ?? host.NewId(), Message = Bodies.Message(body, ("X-Region", "EU")), Properties = [new("orderId", "7")], Sequence = sequence,
        };
        return await host.Acme.AggregatorStates.AddAsync(Key, message, Due(host), CancellationToken.None);
    }

    private static Task<IAggregationLease?> TakeAsync(StoreHost host, long number) => host.Acme.AggregatorStates.TakeAsync(number, LockTimeout, CancellationToken.None).AsTask();

    private static async Task<IReadOnlyList<AggregationState>> DueAsync(StoreHost host) => await host.Acme.AggregatorStates.FindDueAsync("orders", "gather", 10, CancellationToken.None);
}
