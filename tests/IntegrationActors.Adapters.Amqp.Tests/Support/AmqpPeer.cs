using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using IntegrationActors.Adapters.Amqp.Sender;
using IntegrationActors.Contracts;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Stores;

namespace IntegrationActors.Adapters.Amqp.Tests.Support;

/// <summary>A queue of its own on a broker in memory, which misbehaves when it is told to.</summary>
internal sealed class AmqpPeer : IDisposable
{
    public const string WrongPassword = "not-the-s3cret";

    private static readonly Lazy<TestServer> Shared = new(() => new TestServer("amqp-peer"));
    private static readonly HttpClient Door = new();

    private readonly Lazy<FaultProxy> _proxy;
    private readonly bool _isOwn;
    private readonly bool _isWebSocket;

    /// <param name="options">Options of a broker for this test alone, whose faults trouble nobody else; null: the one that all share, without faults.</param>
    /// <param name="webSocket">Whether channels go over WebSocket, without TLS.</param>
    public AmqpPeer(string[]? options = null, bool webSocket = false)
    {
        (_isOwn, _isWebSocket) = (options is not null, webSocket);
        Server = options is null ? Shared.Value : new TestServer("amqp-peer", options);
        _proxy = new Lazy<FaultProxy>(() => new FaultProxy(Port));
        Queue = $"q{Guid.NewGuid():N}";
    }

    public TestServer Server { get; }

    public string Queue { get; }

    public FaultProxy Proxy => _proxy.Value;

    public int TlsPort => Server.Told.GetProperty("tls_port").GetInt32();

    public string Certificates => Path.GetDirectoryName(Server["ca"])!;

    public Broker Broker => new(Server.Port, Server["user"], Server["password"]);

    /// <summary>The options that every channel needs, without TLS, through the proxy if it is used.</summary>
    public string Access(bool throughProxy = false, string credential = "broker", string? queue = null) => string.Create(
        CultureInfo.InvariantCulture,
        $"host: 127.0.0.1, port: {(throughProxy ? Proxy.Port : Port)}, tls: false, {(_isWebSocket ? "transport: webSocket, path: /amqp, " : "")}credential: {credential}, queue: {queue ?? Queue}");

    /// <summary>A channel that takes from the queue, without TLS.</summary>
    public AmqpSenderOptions SenderOptions() => new() { Host = "127.0.0.1", Port = Server.Port, Tls = false, Credential = Named("broker"), Queue = Queue };

    public static CredentialReference Named(string name) => new(name, SourceSpan.None);

    public FlowHost Host()
    {
        var host = new FlowHost(typeof(AmqpChannelOptions).Assembly);
        host.Credentials["broker"] = new UserCredential("broker", Server["user"], Server["password"]);
        host.Credentials["wrong"] = new UserCredential("wrong", Server["user"], WrongPassword);
        AddCertificates(host, Certificates);
        return host;
    }

    /// <summary>The authority of the test servers as <c>ca</c>, another one as <c>rogue</c>, and key pairs.</summary>
    public static void AddCertificates(FlowHost host, string folder)
    {
        host.Credentials["ca"] = KeyPairs.FromCertificate("ca", File.ReadAllBytes(Path.Combine(folder, "ca.crt")));
        host.Credentials["rogue"] = KeyPairs.FromCertificate("rogue", File.ReadAllBytes(Path.Combine(folder, "rogue-ca.crt")));
        host.Credentials["client"] = KeyPairs.FromPfx("client", File.ReadAllBytes(Path.Combine(folder, "client.pfx")), "changeit");
    }

    /// <summary>Sets a fault, as in a query: <c>on=send&amp;outcome=rejected</c>.</summary>
    public void Fault(string query) => Call($"fault?{query}");

    public void NoFault() => Call("fault");

    /// <summary>Takes the credit of all who send, and gives none, as a broker that is low on memory or disk.</summary>
    public void Alarm() => Call("alarm");

    public void NoAlarm() => Call("alarm?off=1");

    /// <summary>Cuts all connections.</summary>
    public void Drop() => Call("drop");

    /// <summary>Ends the links that take from the queue.</summary>
    public void Detach(string condition) => Call($"detach?queue={Queue}&error={condition}");

    public void Fill(int count, int size) => Call(string.Create(CultureInfo.InvariantCulture, $"put?queue={Queue}&n={count}&size={size}"));

    /// <summary>Messages that are in the queue or out for delivery.</summary>
    public int Waiting(string? queue = null) => Find(queue ?? Queue) is { } found ? found.GetProperty("in").GetInt32() - found.GetProperty("out").GetInt32() : 0;

    /// <summary>Messages that nobody has got.</summary>
    public int Depth(string queue) => Find(queue)?.GetProperty("depth").GetInt32() ?? 0;

    /// <summary>Refuses the next handshakes of WebSocket, whatever their tokens are.</summary>
    public void Refuse(int handshakes) => Call(string.Create(CultureInfo.InvariantCulture, $"refuse?n={handshakes}"));

    /// <summary>Handshakes that showed a token, and whether they were refused.</summary>
    public IReadOnlyList<(string Token, bool IsRefused)> Shown() =>
        [.. JsonDocument.Parse(Call("shown")).RootElement.EnumerateArray().Select(one => (one.TryGetProperty("token", out var token) ? token.GetString()! : "", one.GetProperty("refused").GetBoolean()))];

    public void Dispose()
    {
        if (_proxy.IsValueCreated)
        {
            _proxy.Value.Dispose();
        }

        if (_isOwn)
        {
            Server.Dispose();
        }
    }

    private int Port => _isWebSocket ? new Uri(Server["ws_url"]).Port : Server.Port;

    private JsonElement? Find(string queue) => JsonDocument.Parse(Call("queues")).RootElement.TryGetProperty(queue, out var found) ? found.Clone() : null;

    private string Call(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Server["control_url"]}/{path}");
        using var response = Door.Send(request);
        using var reader = new StreamReader(response.Content.ReadAsStream());
        return reader.ReadToEnd();
    }
}
