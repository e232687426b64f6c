using System.Text.Json;
using Amqp;
using IntegrationActors.Contracts;

namespace IntegrationActors.Server.Tests.Senders;

/// <summary>A queue of a broker that speaks AMQP 1.0.</summary>
/// <param name="webSocket">Whether the channel goes over WebSocket, and not over TCP.</param>
internal sealed class AmqpSystem(bool webSocket = false) : SenderSystem
{
    private const string Queue = "orders";
    private const int Concurrency = 8;
    private const int Prefetch = 2;

    private readonly TestServer _server = new("amqp-peer");

    public override string Channel => $"amqp: {{ host: 127.0.0.1, {Transport}, tls: false, credential: partner, queue: {Queue}, concurrency: {Concurrency}, prefetch: {Prefetch} }}";

    private string Transport => webSocket ? $"port: {new Uri(_server["ws_url"]).Port}, transport: webSocket, path: /amqp" : $"port: {_server.Port}";

    public override string Key => "${header.JMSMessageID}";

    public override (string User, string Password) Login => (_server["user"], _server["password"]);

    // A settlement is not answered: the broker may not have heard of as many as it has handed out.
    public override int InFlight => Concurrency + Prefetch;

    public override async Task PutAsync(IEnumerable<string> texts)
    {
        var connection = await new ConnectionFactory().CreateAsync(new Address("127.0.0.1", _server.Port, _server["user"], _server["password"], scheme: "amqp"));
        var link = new SenderLink(new Session(connection), "put", Queue);
        foreach (var text in texts)
        {
            await link.SendAsync(new Message(text) { Properties = new Amqp.Framing.Properties { MessageId = text } });
        }

        await connection.CloseAsync();
    }

    public override async Task<bool> IsEmptyAsync()
    {
        using var http = new HttpClient();
        using var answer = await http.PostAsync(new Uri($"{_server["control_url"]}/queues"), null);
        using var queues = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        var queue = queues.RootElement.GetProperty(Queue);
        return queue.GetProperty("in").GetInt32() == queue.GetProperty("out").GetInt32();
    }

    public override ValueTask DisposeAsync()
    {
        _server.Dispose();
        return default;
    }
}
