using Microsoft.Extensions.ObjectPool;

namespace IntegrationActors.Adapters.Https.Sender.Bodies;

/// <summary>The node's pause watches: a body that arrives in several packets borrows one.</summary>
internal sealed class PauseWatches(TimeProvider time) : PooledObjectPolicy<PauseWatch>
{
    private const int MaxIdle = 256;

    private DefaultObjectPool<PauseWatch>? _pool;

    public ObjectPool<PauseWatch> Pool => _pool ??= new DefaultObjectPool<PauseWatch>(this, MaxIdle);

    public override PauseWatch Create() => new(time);

    public override bool Return(PauseWatch obj) => true;
}
