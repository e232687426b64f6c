using System.Collections.Concurrent;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Management.Problems;

namespace IntegrationActors.Management.Operations;

/// <summary>
/// Long work of this node, with its progress. Nothing of it is durable: each step is durable by itself, and beginning again goes on where it was. Of each tenant the newest
/// <see cref="MostKept"/> are remembered.
/// </summary>
internal sealed class OperationBoard(TimeProvider time) : IDisposable
{
    public const int MostKept = 100;

    private readonly ConcurrentDictionary<string, List<Operation>> _byTenant = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();

    public OperationView Start(string tenant, string kind, string by, int total, Func<OperationProgress, CancellationToken, Task> work)
    {
        var operation = new Operation(MessageId.Create(time.GetUtcNow()).ToString(), kind, by, total, time.GetUtcNow());
        var known = _byTenant.GetOrAdd(tenant, _ => []);
        lock (known)
        {
            known.Add(operation);
            known.RemoveRange(0, Math.Max(0, known.Count - MostKept));
        }

        operation.Begin(work, time, _stopping.Token);
        return operation.View();
    }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<OperationView> List(string tenant)
    {
        if (!_byTenant.TryGetValue(tenant, out var known))
        {
            return [];
        }

        lock (known)
        {
            return [.. known.Select(o => o.View()).Reverse()];
        }
    }

    public OperationView Find(string tenant, string id) => List(tenant).FirstOrDefault(o => string.Equals(o.Id, id, StringComparison.Ordinal))
        ?? throw ProblemException.NotFound($"this node knows no operation '{id}' of tenant '{tenant}'");

    public void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
    }

    private sealed class Operation(string id, string kind, string by, int total, DateTimeOffset started)
    {
        private readonly OperationProgress _progress = new();
        private volatile End? _end;

        public void Begin(Func<OperationProgress, CancellationToken, Task> work, TimeProvider time, CancellationToken stopping) => _ = Task.Run(
            async () =>
            {
                string? error = null;
                try
                {
                    await work(_progress, stopping);
                }
                catch (Exception e)
                {
                    error = ProblemFilter.Explain(e)?.Problem.Detail ?? e.Message;
                }

                _end = new End(time.GetUtcNow(), error);
            },
            CancellationToken.None);

        public OperationView View()
        {
            var end = _end;
            return new OperationView
            {
                Id = id,
                Kind = kind,
                State = end is null ? OperationState.Running : end.Error is null ? OperationState.Done : OperationState.Failed,
                Total = total,
                Done = _progress.Done,
                Skipped = _progress.Skipped,
                Started = started,
                By = by,
                Ended = end?.At,
                Error = end?.Error,
            };
        }

        private sealed record End(DateTimeOffset At, string? Error);
    }
}
