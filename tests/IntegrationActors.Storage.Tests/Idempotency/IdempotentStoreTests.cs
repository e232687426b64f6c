using System.Text;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Stores.Idempotency;
using IntegrationActors.Storage.Idempotency;
using IntegrationActors.Storage.Quotas;
using IntegrationActors.Storage.Tests.Contents;

namespace IntegrationActors.Storage.Tests.Idempotency;

public sealed class IdempotentStoreTests
{
    private static readonly IdempotencyKey Key = new("orders/receiver", "4711");

    [Fact]
    public async Task A_key_is_new_then_in_progress_then_done_with_its_outcome_also_after_a_restart()
    {
        await using var host = new StoreHost();
        var first = await BeginAsync(host);
        Assert.Equal(IdempotencyStatus.New, first.Status);
        Assert.Equal(IdempotencyStatus.InProgress, (await BeginAsync(host)).Status);

        await CompleteAsync(host, first, "accepted");
        await host.ReopenAsync();

        var again = await BeginAsync(host);
        Assert.Equal((IdempotencyStatus.Done, "accepted"), (again.Status, Encoding.UTF8.GetString(again.Outcome.Span)));
        Assert.Equal(IdempotencyStatus.New, (await BeginAsync(host, Key with { Component = "other" })).Status);
        Assert.Equal(IdempotencyStatus.New, (await host.Stores.Get("globex").IdempotentRepository.BeginAsync(Key, IIdempotentRepository.DefaultLease, CancellationToken.None)).Status);
    }

    [Fact]
    public async Task Of_many_who_begin_at_once_one_gets_the_key()
    {
        await using var host = new StoreHost();

        var claims = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Task.Run(() => BeginAsync(host))));

        Assert.Single(claims, claim => claim.Status == IdempotencyStatus.New);
        Assert.Equal(39, claims.Count(claim => claim.Status == IdempotencyStatus.InProgress));
    }

    [Fact]
    public async Task When_the_lease_runs_out_another_takes_over_and_the_stale_holder_stores_nothing()
    {
        await using var host = new StoreHost();
        var stale = await BeginAsync(host);
        host.Time.Advance(IIdempotentRepository.DefaultLease);
        var current = await BeginAsync(host);
        Assert.Equal(IdempotencyStatus.New, current.Status);

        Assert.Equal("IA3505", await Bodies.CodeAsync(() => CompleteAsync(host, stale, "stale")));
        await host.Acme.IdempotentRepository.AbandonAsync(Key, stale.Token);
        await CompleteAsync(host, current, "current");

        Assert.Equal("current", Encoding.UTF8.GetString((await BeginAsync(host)).Outcome.Span));
        Assert.Equal("IA3505", await Bodies.CodeAsync(() => CompleteAsync(host, current, "twice")));
    }

    [Fact]
    public async Task What_was_abandoned_or_forgotten_is_new_again()
    {
        await using var host = new StoreHost();
        var claim = await BeginAsync(host);
        await host.Acme.IdempotentRepository.AbandonAsync(Key, claim.Token);
        claim = await BeginAsync(host);
        Assert.Equal(IdempotencyStatus.New, claim.Status);

        await CompleteAsync(host, claim, "");
        Assert.True(await host.Acme.IdempotentRepository.ForgetAsync(Key, CancellationToken.None));
        Assert.False(await host.Acme.IdempotentRepository.ForgetAsync(Key, CancellationToken.None));
        Assert.Equal(IdempotencyStatus.New, (await BeginAsync(host)).Status);
    }

    [Fact]
    public async Task A_done_key_expires_and_frees_what_its_outcome_took_with_or_without_retention()
    {
        await using var host = new StoreHost();
        var other = Key with { Key = new string('k', 5000) };
        await CompleteAsync(host, await BeginAsync(host), "outcome");
        var claim = await BeginAsync(host, other);
        await host.Acme.IdempotentRepository.CompleteAsync(other, claim.Token, new byte[100], IIdempotentRepository.DefaultKeep, CancellationToken.None);
        Assert.True(Usage(host) > 100);

        host.Time.Advance(TimeSpan.FromDays(89));
        await host.CleanAsync();
        Assert.Equal(IdempotencyStatus.Done, (await BeginAsync(host, other)).Status);
        host.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(IdempotencyStatus.New, (await BeginAsync(host)).Status);
        await host.CleanAsync();

        Assert.Equal(0, Usage(host));
        Assert.Equal(IdempotencyStatus.New, (await BeginAsync(host, other)).Status);
    }

    [Fact]
    public async Task An_id_is_remembered_within_a_transaction_until_it_expires()
    {
        await using var host = new StoreHost();
        var (first, second) = (host.NewId(), host.NewId());

        Assert.Equal(first, await RememberAsync(host, first));
        Assert.Equal(first, await RememberAsync(host, second));
        host.Time.Advance(TimeSpan.FromHours(24));
        Assert.Equal(second, await RememberAsync(host, second));
    }

    private static long Usage(StoreHost host) => host.Acme.Contents.Context.Usage[StorageKind.Contents];

    private static Task<MessageId> RememberAsync(StoreHost host, MessageId id)
    {
        var now = host.Time.GetUtcNow();
        return host.Acme.Contents.Context.WriteAsync(connection => IdempotentRows.TryRemember(connection, "queue/orders", "d-1", id, (now + TimeSpan.FromHours(24), now)));
    }

    private static Task<IdempotencyClaim> BeginAsync(StoreHost host, IdempotencyKey? key = null) =>
        host.Acme.IdempotentRepository.BeginAsync(key ?? Key, IIdempotentRepository.DefaultLease, CancellationToken.None).AsTask();

    private static Task CompleteAsync(StoreHost host, IdempotencyClaim claim, string outcome) =>
        host.Acme.IdempotentRepository.CompleteAsync(Key, claim.Token, Encoding.UTF8.GetBytes(outcome), IIdempotentRepository.DefaultKeep, CancellationToken.None).AsTask();
}
