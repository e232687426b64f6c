namespace IntegrationActors.Adapters.Connections;

/// <summary>Idle connections of one receiver channel, by target; each has one user at a time. So they are of one tenant, and go with their flow.</summary>
/// <typeparam name="T">The connection.</typeparam>
public sealed class IdleConnections<T> : IDisposable
    where T : class, IIdleConnection
{
    private const int MostIdle = 8;
    private static readonly TimeSpan LongestIdle = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly List<(T Connection, long Since)> _idle = [];
    private readonly TimeProvider _time;
    private readonly ITimer _sweep;
    private bool _isDisposed;

    public IdleConnections(TimeProvider time)
    {
        _time = time;
        _sweep = time.CreateTimer(_ => Close(_time.GetTimestamp()), null, LongestIdle, LongestIdle);
    }

    /// <summary>The idle connection that was used last; null when there is none that works.</summary>
    public T? Rent(string target)
    {
        lock (_gate)
        {
            while (_idle.FindLastIndex(idle => idle.Connection.TargetKey == target) is var at and >= 0)
            {
                var connection = _idle[at].Connection;
                _idle.RemoveAt(at);
                if (connection.IsOpen)
                {
                    return connection;
                }

                connection.Dispose();
            }

            return null;
        }
    }

    /// <summary>Takes a connection back. When there are enough, the one that was idle longest is closed.</summary>
    public void Return(T connection)
    {
        lock (_gate)
        {
            if (_isDisposed || !connection.IsOpen)
            {
                connection.Dispose();
                return;
            }

            _idle.Add((connection, _time.GetTimestamp()));
            if (_idle.Count > MostIdle)
            {
                _idle[0].Connection.Dispose();
                _idle.RemoveAt(0);
            }
        }
    }

    public void Dispose()
    {
        _sweep.Dispose();
        lock (_gate)
        {
            _isDisposed = true;
            _idle.ForEach(idle => idle.Connection.Dispose());
            _idle.Clear();
        }
    }

    private void Close(long now)
    {
        lock (_gate)
        {
            foreach (var (connection, _) in _idle.Where(idle => _time.GetElapsedTime(idle.Since, now) >= LongestIdle))
            {
                connection.Dispose();
            }

            _idle.RemoveAll(idle => !idle.Connection.IsOpen);
        }
    }
}
