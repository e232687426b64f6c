using System.Globalization;
using System.Net;
using IntegrationActors.Adapters.Tests.Support;
using IntegrationActors.Contracts;
using IntegrationActors.Core.MessageLog;

namespace IntegrationActors.Adapters.Tests.Https.Sender.Accepting;

/// <summary>Clients whose connection fails while they hand a message over that is answered when it is stored.</summary>
public sealed class AcceptanceOutageTests : IAsyncLifetime
{
    private const string Path = "/t/acme/http/orders";
    private const int Messages = 300;
    private const int Cuts = 10;

    private static readonly string Login = TestNode.Basic(TestNode.Login).ToString();

    private TestNode _node = null!;

    public async Task InitializeAsync()
    {
        _node = await TestNode.StartAsync();
        await _node.DeployAsync("path: /orders, respond: accepted, maxPause: 200ms", "- end");
    }

    public async Task DisposeAsync() => await _node.DisposeAsync();

    [ServerFact]
    public async Task A_client_whose_answer_was_lost_sends_again_with_its_key_and_the_message_runs_once()
    {
        using var proxy = new FaultProxy(_node.Address.Port);
        proxy.Set("cut_after_down=5");
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => SendAsync(proxy, "1", CancellationToken.None));
        var first = await _node.Log.NextAsync();

        proxy.Reset();
        var again = await SendAsync(proxy, "1", CancellationToken.None);

        Assert.Equal((HttpStatusCode.Accepted, first.Id.ToString()), again);
        Assert.Single(_node.Queues["in.orders"].Put);
        Assert.Equal(1, _node.Log.Begun);
    }

    [ServerFact]
    public async Task Connections_that_break_under_load_lose_no_message_and_run_none_twice()
    {
        using var proxy = new FaultProxy(_node.Address.Port);
        proxy.Set("latency_ms=5");

        var sending = Parallel.ForAsync(0, Messages, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, cancel) => await SendUntilAcceptedAsync(proxy, string.Create(CultureInfo.InvariantCulture, $"{i}"), cancel));
        for (var cut = 1; cut <= Cuts; cut++)
        {
            await Eventually.HoldsAsync(() => _node.Log.Begun >= cut * Messages / (Cuts + 2));
            proxy.Set("mode=reset");
        }

        await sending;
        var run = new List<MessageRecord>();
        for (var i = 0; i < Messages; i++)
        {
            run.Add(await _node.Log.NextAsync());
        }

        Assert.All(run, record => Assert.Equal(MessageStatus.Completed, record.Status));
        Assert.Equal(Messages, _node.Log.Begun);
        Assert.Equal(Enumerable.Range(0, Messages).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i}")).Order(StringComparer.Ordinal), _node.Queues["in.orders"].Put.Select(entry => entry.Body).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Content-Length: 100000")]
    [InlineData("Transfer-Encoding: chunked")]
    public async Task A_client_that_freezes_in_the_middle_is_cut_and_nothing_is_stored(string framing)
    {
        using var client = await RawHttp.ConnectAsync(_node.Address);

        await client.SendAsync(Head(framing) + (framing.StartsWith('T') ? "3\r\nabc\r\n" : new string('x', 70_000)));

        Assert.StartsWith("HTTP/1.1 408", await client.ReadAnswerAsync(), StringComparison.Ordinal);
        Assert.Empty(_node.Queues["in.orders"].Put);
    }

    [Theory]
    [InlineData("Content-Length: 100000")]
    [InlineData("Transfer-Encoding: chunked")]
    public async Task A_client_that_breaks_off_in_the_middle_leaves_nothing(string framing)
    {
        using (var client = await RawHttp.ConnectAsync(_node.Address))
        {
            await client.SendAsync(Head(framing) + (framing.StartsWith('T') ? "3\r\nabc\r\n" : new string('x', 70_000)));
            client.Stream.Socket.LingerState = new System.Net.Sockets.LingerOption(true, 0);
        }

        var (status, _) = await SendAsync(null, "next", CancellationToken.None);

        Assert.Equal(HttpStatusCode.Accepted, status);
        Assert.Equal("next", Assert.Single(_node.Queues["in.orders"].Put).Body);
    }

    private async Task SendUntilAcceptedAsync(FaultProxy proxy, string body, CancellationToken cancel)
    {
        for (var tries = 0; tries < 100; tries++)
        {
            try
            {
                var (status, _) = await SendAsync(proxy, body, cancel);
                Assert.Equal(HttpStatusCode.Accepted, status);
                return;
            }
            catch (HttpRequestException)
            {
                // Its answer was lost, or the message was.
            }
        }

        Assert.Fail($"Message {body} was not accepted in a hundred tries.");
    }

    private async Task<(HttpStatusCode Status, string Id)> SendAsync(FaultProxy? proxy, string body, CancellationToken cancel)
    {
        var address = new UriBuilder(new Uri(_node.Address, Path));
        address.Port = proxy?.Port ?? address.Port;
        using var request = new HttpRequestMessage(HttpMethod.Post, address.Uri) { Content = new StringContent(body), Headers = { { "Idempotency-Key", body } } };
        using var answer = await _node.Client.SendAsync(request, cancel);
        return (answer.StatusCode, answer.Headers.GetValues("SAP_MessageProcessingLogID").Single());
    }

    private static string Head(string framing) => $"POST {Path} HTTP/1.1\r\nHost: x\r\nAuthorization: {Login}\r\n{framing}\r\n\r\n";
}
