using IntegrationActors.Adapters.Polling;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Stores.Locks;
using Microsoft.Extensions.Time.Testing;

namespace IntegrationActors.Adapters.Tests.Polling;

public sealed class KeptLockTests
{
    private static readonly MessageLockRequest Request = new() { Component = "SFTP", Source = "host", Entry = "file", Owner = "node", ExpiresAfter = TimeSpan.FromSeconds(30) };

    private readonly FakeTimeProvider _time = new();
    private readonly Locks _locks;

    public KeptLockTests() => _locks = new Locks(_time);

    [Fact]
    public async Task One_holder_has_it_until_he_gives_it_back()
    {
        var first = await KeptLock.TakeAsync(_locks, Request, _time, CancellationToken.None);

        Assert.Null(await KeptLock.TakeAsync(_locks, Request, _time, CancellationToken.None));
        await first!.DisposeAsync();
        Assert.False(first.IsHeld);
        Assert.NotNull(await KeptLock.TakeAsync(_locks, Request, _time, CancellationToken.None));
    }

    [Fact]
    public async Task It_is_renewed_for_as_long_as_it_is_held()
    {
        await using var held = await KeptLock.TakeAsync(_locks, Request, _time, CancellationToken.None);

        for (var i = 1; i <= 10; i++)
        {
            await AdvanceAsync(i);
        }

        Assert.True(held!.IsHeld);
        Assert.Null(await KeptLock.TakeAsync(_locks, Request, _time, CancellationToken.None));
    }

    [Fact]
    public async Task Who_could_not_renew_it_knows_that_he_lost_it()
    {
        await using var held = await KeptLock.TakeAsync(_locks, Request, _time, CancellationToken.None);
        _locks.IsBroken = true;

        _time.Advance(TimeSpan.FromSeconds(31));

        Assert.False(held!.IsHeld);
    }

    private async Task AdvanceAsync(int renewals)
    {
        _time.Advance(TimeSpan.FromSeconds(10));
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (_locks.Renewals < renewals)
        {
            await Task.Delay(5, limit.Token);
        }
    }

    private sealed class Locks(TimeProvider time) : IMessageLocks
    {
        private readonly Lock _gate = new();
        private MessageLock? _held;

        public int Renewals { get; private set; }

        public bool IsBroken { get; set; }

        public ValueTask<MessageLock?> AcquireAsync(MessageLockRequest request, CancellationToken cancel)
        {
            lock (_gate)
            {
                if (IsBroken)
                {
                    throw new FaultException("IA3500", "broken");
                }

                var now = time.GetUtcNow();
                if (_held is { } held && held.Expires > now && held.Owner != request.Owner)
                {
                    return new((MessageLock?)null);
                }

                Renewals += _held is null ? 0 : 1;
                _held = new MessageLock(MessageId.Create(now), request.Component, request.Source, request.Entry, request.Owner, null, now, now + request.ExpiresAfter);
                return new(_held);
            }
        }

        public ValueTask<bool> ReleaseAsync(MessageId id)
        {
            lock (_gate)
            {
                var isHeld = _held?.Id == id;
                _held = isHeld ? null : _held;
                return new(isHeld);
            }
        }

        public ValueTask<IReadOnlyList<MessageLock>> ListAsync(CancellationToken cancel) => new([]);
    }
}
