using System.Collections.Concurrent;
using System.Globalization;
using IntegrationActors.Adapters.RabbitMq.Sender;
using IntegrationActors.Contracts;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Stores;
using RabbitMQ.Client;

namespace IntegrationActors.Adapters.RabbitMq.Tests.Support;

/// <summary>A queue of the test's own on the broker that all tests share, reached through a proxy that only this test troubles.</summary>
internal sealed class RabbitPeer : IAsyncDisposable
{
    public const string WrongPassword = "not-the-s3cret";

    private static readonly Lazy<TestServer> Servers = new(() => new TestServer(
        "rabbitmq", "--conf", "auth_mechanisms.1 = PLAIN", "--conf", "auth_mechanisms.2 = EXTERNAL", "--conf", "ssl_cert_login_from = common_name"));

    private readonly Lazy<FaultProxy> _proxy;
    private readonly ConcurrentDictionary<string, byte[]> _found = new(StringComparer.Ordinal);
    private IConnection? _connection;

    public RabbitPeer(TestServer? server = null)
    {
        Server = server ?? Servers.Value;
        _proxy = new Lazy<FaultProxy>(() => new FaultProxy(Server.Port));
        Queue = $"q-{Guid.NewGuid():N}";
    }

    public TestServer Server { get; }

    public string Queue { get; }

    public FaultProxy Proxy => _proxy.Value;

    /// <summary>Folder with the certificates.</summary>
    public string Certificates => Path.GetDirectoryName(Server["ca"])!;

    /// <summary>The host without TLS.</summary>
    public string Plain => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Server.Port}");

    /// <summary>The host with TLS.</summary>
    public string Tls => string.Create(CultureInfo.InvariantCulture, $"localhost:{Server.Told.GetProperty("tls_port").GetInt32()}");

    /// <summary>The options that every channel needs, without TLS, through the proxy if it is used.</summary>
    public string Access(bool throughProxy = false, string credential = "rabbit") =>
        string.Create(CultureInfo.InvariantCulture, $"hosts: \"127.0.0.1:{(throughProxy ? Proxy.Port : Server.Port)}\", tls: false, credential: {credential}");

    /// <summary>The options that every channel needs, with TLS.</summary>
    public string AccessByTls(string login = "credential: rabbit") => $"hosts: \"{Tls}\", trustedCertificates: [ca], {login}";

    /// <summary>A channel that takes from the queue, without TLS.</summary>
    public RabbitMqSenderOptions SenderOptions() => new() { Hosts = [Plain], Tls = false, Credential = Named("rabbit"), Queues = [Queue] };

    public static CredentialReference Named(string name) => new(name, SourceSpan.None);

    public FlowHost Host()
    {
        var host = new FlowHost(typeof(RabbitMqChannelOptions).Assembly);
        host.Credentials["rabbit"] = new UserCredential("rabbit", Server["user"], Server["password"]);
        host.Credentials["wrong"] = new UserCredential("wrong", Server["user"], WrongPassword);
        host.Credentials["ca"] = KeyPairs.FromCertificate("ca", File.ReadAllBytes(Server["ca"]));
        host.Credentials["rogue"] = KeyPairs.FromCertificate("rogue", File.ReadAllBytes(Path.Combine(Certificates, "rogue-ca.crt")));
        host.Credentials["client"] = KeyPairs.FromPfx("client", File.ReadAllBytes(Server["client_pfx"]), "changeit");
        return host;
    }

    public async Task<IChannel> ChannelAsync(bool confirms = false)
    {
        if (_connection is not { IsOpen: true })
        {
            var factory = new ConnectionFactory { HostName = "127.0.0.1", Port = Server.Port, UserName = Server["user"], Password = Server["password"], AutomaticRecoveryEnabled = false };
            _connection = await factory.CreateConnectionAsync();
        }

        return await _connection.CreateChannelAsync(confirms ? new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true) : null);
    }

    public async Task DeclareAsync(string? queue = null, params (string Name, object Value)[] arguments)
    {
        await using var channel = await ChannelAsync();
        await channel.QueueDeclareAsync(queue ?? Queue, durable: true, exclusive: false, autoDelete: false, arguments.ToDictionary(a => a.Name, a => (object?)a.Value));
    }

    public Task PutAsync(byte[] body, string? queue = null) => PutAsync(new BasicProperties(), body, queue);

    public async Task PutAsync(BasicProperties properties, byte[] body, string? queue = null)
    {
        await using var channel = await ChannelAsync(confirms: true);
        properties.Persistent = true;
        await channel.BasicPublishAsync("", queue ?? Queue, mandatory: true, properties, body);
    }

    /// <summary>Takes a message out; null when there is none.</summary>
    public async Task<BasicGetResult?> GetAsync(string? queue = null)
    {
        await using var channel = await ChannelAsync();
        return await channel.BasicGetAsync(queue ?? Queue, autoAck: true);
    }

    /// <summary>Takes a message out that has to come.</summary>
    public async Task<BasicGetResult> NextAsync(string? queue = null)
    {
        BasicGetResult? result = null;
        await using var channel = await ChannelAsync();
        await Eventually.HoldsAsync(async () => (result = await channel.BasicGetAsync(queue ?? Queue, autoAck: true)) is not null);
        return result!;
    }

    /// <summary>Takes out what there is, and says what was sent under a name.</summary>
    public async Task<byte[]?> FindAsync(string name)
    {
        while (await GetAsync() is { } message)
        {
            _found[System.Text.Encoding.UTF8.GetString((byte[])message.BasicProperties.Headers!["name"]!)] = message.Body.ToArray();
        }

        return _found.GetValueOrDefault(name);
    }

    /// <summary>How many messages the broker has, those too that are out and not acknowledged.</summary>
    public int Messages() => Server.Do("ctl", "list_queues", "name", "messages").Split('\n').Where(line => line.StartsWith(Queue + "\t", StringComparison.Ordinal)).Select(line => int.Parse(line.Split('\t')[1], CultureInfo.InvariantCulture)).Single();

    /// <summary>How many messages wait that nobody was given.</summary>
    public async Task<uint> ReadyAsync(string? queue = null)
    {
        await using var channel = await ChannelAsync();
        return await channel.MessageCountAsync(queue ?? Queue);
    }

    /// <summary>Lets the user log in whom the client certificate names.</summary>
    public void AllowCertificateLogin()
    {
        var plugins = Path.Combine(Path.GetDirectoryName(Certificates)!, "conf", "enabled_plugins");
        File.WriteAllText(plugins, "[rabbitmq_amqp1_0,rabbitmq_auth_mechanism_ssl].");
        Server.Do("ctl", "eval", $"rabbit_plugins:ensure(\"{plugins}\").");
        Server.Do("ctl", "add_user", "client-a", Guid.NewGuid().ToString());
        Server.Do("ctl", "clear_password", "client-a");
        Server.Do("ctl", "set_permissions", "client-a", ".*", ".*", ".*");
    }

    public async ValueTask DisposeAsync()
    {
        if (_proxy.IsValueCreated)
        {
            _proxy.Value.Dispose();
        }

        await (_connection?.DisposeAsync() ?? default);
    }
}
