using System.Collections.Concurrent;
using System.Net;
using IntegrationActors.Server.Tests.Support;

namespace IntegrationActors.Server.Tests.Senders;

/// <summary>Clients of a channel that answers when a message is stored. They send each message until it is accepted, with a key that says that it is the same.</summary>
internal sealed class AcceptedSystem : SenderSystem
{
    private const string Path = "handed-over";
    private const string Queue = "taken";
    private const int Clients = 4;

    private readonly ConcurrentQueue<string> _texts = new();
    private readonly CancellationTokenSource _end = new();
    private ServerProcess _server = null!;
    private Task _sending = Task.CompletedTask;

    public override string Channel =>
        $"https: {{ path: /{Path}, methods: [POST], authentication: none, respond: accepted, accepted: {{ queue: {Queue}, concurrency: {InFlight}, retry: {{ interval: 1s, crashes: 100 }} }} }}";

    public override string Key => "${body}";

    public override (string User, string Password) Login => ("nobody", "none");

    public override int InFlight => 8;

    public override Task PutAsync(IEnumerable<string> texts)
    {
        foreach (var text in texts)
        {
            _texts.Enqueue(text);
        }

        return Task.CompletedTask;
    }

    public override async Task DeployAsync(ServerProcess server, string flow, string step)
    {
        await base.DeployAsync(server, flow, step);
        _server = server;
        _sending = Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(SendAsync)));
    }

    public override async Task<bool> IsEmptyAsync()
    {
        if (!_sending.IsCompleted)
        {
            return false;
        }

        await _sending;
        using var api = _server.CreateOperator();
        var queues = await api.ReadAsync("queues");
        return queues.GetProperty("items").EnumerateArray().Where(queue => queue.GetProperty("name").GetString() == Queue).Sum(queue => queue.GetProperty("waiting").GetInt32()) == 0;
    }

    public override async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private async Task SendAsync()
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(30) };
        while (_texts.TryDequeue(out var text))
        {
            while (!await IsAcceptedAsync(http, text))
            {
                // The node is down or starting, and those who ask should not slow it down.
                await Task.Delay(50, _end.Token);
            }
        }
    }

    private async Task<bool> IsAcceptedAsync(HttpClient http, string text)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_server.Senders, $"/t/demo/http/{Path}")) { Content = new StringContent(text), Headers = { { "Idempotency-Key", text } } };
        try
        {
            using var response = await http.SendAsync(request, _end.Token);
            return response.StatusCode == HttpStatusCode.Accepted;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
