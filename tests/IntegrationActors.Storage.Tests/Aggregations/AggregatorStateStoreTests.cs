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
    private static readonly AggregationRule Rule = new() { Timeout = TimeSpan.FromMinutes(60) };

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
        var messages = await lease!.ReadAsync(CancellationToken.None).ToArrayAsync();

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
        var state = await host.Acme.AggregatorStates.AddAsync(Key, new AggregatedMessage { Id = host.NewId(), Message = message }, Rule, CancellationToken.None);

        var lease = await TakeAsync(host, state.Number);
        var back = Assert.Single(await lease!.ReadAsync(CancellationToken.None).ToArrayAsync()).Message;

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
        Assert.Single(await lease!.ReadAsync(CancellationToken.None).ToArrayAsync());
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

    [Theory, OnSqlite, OnPostgres]
    public async Task A_timeout_from_the_first_message_is_not_set_anew(DatabaseKind database)
    {
        await using var host = new StoreHost(database);
        var rule = Rule with { FromFirst = true };
        await AddAsync(host, "a", rule);
        host.Time.Advance(TimeSpan.FromMinutes(59));
        await AddAsync(host, "b", rule);
        Assert.Empty(await DueAsync(host));

        host.Time.Advance(TimeSpan.FromMinutes(1));

        var due = Assert.Single(await DueAsync(host));
        Assert.Equal((2, AggregationCompletion.None), (due.Count, due.Completion));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task The_last_message_completes_it_and_the_next_one_begins_another(DatabaseKind database)
    {
        await using var host = new StoreHost(database);
        await AddAsync(host, "a");

        var complete = await AddAsync(host, "b", isLast: true);
        var next = await AddAsync(host, "c");

        var due = Assert.Single(await DueAsync(host));
        Assert.Equal((complete.Number, 2, AggregationCompletion.LastMessage), (due.Number, due.Count, due.Completion));
        Assert.Equal((1, AggregationCompletion.None), (next.Count, next.Completion));
        var lease = await TakeAsync(host, due.Number);
        Assert.Equal(AggregationCompletion.LastMessage, lease!.State.Completion);
        Assert.Null(await TakeAsync(host, due.Number));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_last_message_with_a_place_waits_for_all_before_it(DatabaseKind database)
    {
        await using var host = new StoreHost(database);

        var states = new List<AggregationState>();
        foreach (var place in (long[])[2, 4, 2, 1, 3])
        {
            states.Add(await AddAsync(host, $"{place}", sequence: place, isLast: place == 4));
        }

        Assert.Equal([.. Enumerable.Repeat(AggregationCompletion.None, 4), AggregationCompletion.LastMessage], states.Select(state => state.Completion));
        var messages = await (await TakeAsync(host, states[0].Number))!.ReadAsync(CancellationToken.None).ToArrayAsync();
        Assert.Equal(["1", "2", "2", "3", "4"], await Task.WhenAll(messages.Select(message => Bodies.TextAsync(message.Message.Body))));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Of_many_who_add_at_once_one_completes_it(DatabaseKind database)
    {
        await using var host = new StoreHost(database);
        var rule = Rule with { Size = 10 };
        Assert.Empty(await DueAsync(host));

        var states = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(() => AddAsync(host, $"{i}", rule))));

        Assert.Equal(5, states.Count(state => state.Completion == AggregationCompletion.Size));
        Assert.Equal(5, states.Select(state => state.Number).Distinct().Count());
        Assert.All(await DueAsync(host), due => Assert.Equal(10, due.Count));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task What_is_more_than_it_may_hold_is_refused_and_changes_nothing(DatabaseKind database)
    {
        await using var host = new StoreHost(database);
        var rule = Rule with { MostMessages = 2, MostBytes = 10 };
        await AddAsync(host, "12345", rule);
        host.Time.Advance(TimeSpan.FromMinutes(30));

        Assert.Equal("IA3544", await Bodies.CodeAsync(() => AddAsync(host, "123456", rule)));
        var stored = host.Acme.Contents.Context.Usage[StorageKind.Contents];
        Assert.Equal(2, (await AddAsync(host, "12345", rule)).Count);
        Assert.Equal("IA3544", await Bodies.CodeAsync(() => AddAsync(host, "", rule)));

        Assert.Equal("IA3544", await Bodies.CodeAsync(() => AddAsync(host, new string('x', 11), rule with { MostMessages = 9 })));
        Assert.Equal(2 * stored, host.Acme.Contents.Context.Usage[StorageKind.Contents]);
        Assert.Equal(2, host.Number("SELECT count(*) FROM aggregation_member"));
    }

    [Fact]
    public async Task Messages_that_another_node_deletes_while_they_are_read_end_the_reading()
    {
        await using var host = new StoreHost();
        await AddAsync(host, "a");
        var state = await AddAsync(host, "b");
        var stale = await TakeAsync(host, state.Number);
        await using var messages = stale!.ReadAsync(CancellationToken.None).GetAsyncEnumerator();
        Assert.True(await messages.MoveNextAsync());

        host.Time.Advance(LockTimeout);
        await (await TakeAsync(host, state.Number))!.CompleteAsync(CancellationToken.None);

        Assert.Equal("IA3505", await Bodies.CodeAsync(async () => await messages.MoveNextAsync()));
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
        Assert.Single(await current!.ReadAsync(CancellationToken.None).ToArrayAsync());
        await current.CompleteAsync(CancellationToken.None);
        Assert.Equal("IA3505", await Bodies.CodeAsync(async () => await current.ReadAsync(CancellationToken.None).ToArrayAsync()));
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

    private static Task<AggregationState> AddAsync(StoreHost host, string body, AggregationRule rule) => AddAsync(host, body, new AggregatedMessage { Id = host.NewId(), Message = new Message() }, rule);

    private static Task<AggregationState> AddAsync(StoreHost host, string body, long? sequence = null, MessageId? id = null, bool isLast = false) =>
        AddAsync(host, body, new AggregatedMessage { Id = id ?? host.NewId(), Message = new Message(), Sequence = sequence, IsLast = isLast }, Rule);

    private static async Task<AggregationState> AddAsync(StoreHost host, string body, AggregatedMessage message, AggregationRule rule)
    {
        host.Time.Advance(TimeSpan.FromMilliseconds(1));
        var whole = message with { Message = Bodies.Message(body, ("X-Region", "EU")), Properties = [new("orderId", "7")] };
        return await host.Acme.AggregatorStates.AddAsync(Key, whole, rule, CancellationToken.None);
    }

    private static Task<IAggregationLease?> TakeAsync(StoreHost host, long number) => host.Acme.AggregatorStates.TakeAsync(number, LockTimeout, CancellationToken.None).AsTask();

    private static async Task<IReadOnlyList<AggregationState>> DueAsync(StoreHost host) => await host.Acme.AggregatorStates.FindDueAsync("orders", "gather", 10, CancellationToken.None);
}
