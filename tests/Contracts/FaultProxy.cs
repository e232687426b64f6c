using System.Text.Json;

namespace IntegrationActors.Contracts;

/// <summary>A way to a server that can be slowed, cut and frozen (<c>tests/servers/faultproxy.sh</c>).</summary>
public sealed class FaultProxy(int port) : IDisposable
{
    private readonly TestServer _proxy = new("faultproxy", "--to", $"127.0.0.1:{port}");

    public int Port => _proxy.Port;

    /// <summary>Sets faults, as in a query: <c>mode=reset</c>.</summary>
    public void Set(string faults) => _proxy.Do("set", faults);

    public void Reset() => _proxy.Do("reset");

    /// <summary>How many connections there were so far.</summary>
    public int Connections => Count("connections");

    /// <summary>How many bytes the server sent so far, over all connections.</summary>
    public int BytesDown => Count("bytes_down");

    public void Dispose() => _proxy.Dispose();

    private int Count(string name) => JsonDocument.Parse(_proxy.Do("state")).RootElement.GetProperty(name).GetInt32();
}
