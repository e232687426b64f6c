using System.Net.Sockets;

namespace IntegrationActors.Storage.Tests.Faults;

/// <summary>One direction of the connections of a <see cref="CuttingProxy"/>.</summary>
internal sealed class CutDirection
{
    private long _passed;
    private long _left = long.MaxValue;

    /// <summary>Bytes that have passed so far.</summary>
    public long Passed => Interlocked.Read(ref _passed);

    /// <summary>So many bytes pass yet, then the connection is cut; the ones after it pass.</summary>
    public void CutAfter(long bytes) => Interlocked.Exchange(ref _left, bytes);

    /// <summary>Lets all pass.</summary>
    /// <returns>Whether a cut had been told and did not happen.</returns>
    public bool Disarm() => Interlocked.Exchange(ref _left, long.MaxValue) != long.MaxValue;

    /// <summary>Passes bytes on until the connection ends, or is cut.</summary>
    public async Task PassAsync(Socket from, Socket to, CancellationToken cancel)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer, cancel) is > 0 and var count)
            {
                var left = Interlocked.Read(ref _left);
                var passing = (int)Math.Min(count, left);
                await to.SendAsync(buffer.AsMemory(0, passing), cancel);
                Interlocked.Add(ref _passed, passing);
                if (left == long.MaxValue)
                {
                    continue;
                }

                if (passing < count)
                {
                    Interlocked.Exchange(ref _left, long.MaxValue);
                    return;
                }

                Interlocked.Add(ref _left, -passing);
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The other direction was cut.
        }
    }
}
