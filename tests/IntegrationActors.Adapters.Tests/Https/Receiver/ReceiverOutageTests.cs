using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using IntegrationActors.Adapters.Tests.Support;
using IntegrationActors.Contracts;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Stores;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace IntegrationActors.Adapters.Tests.Https.Receiver;

/// <summary>Receivers that fail for a while: messages fail with the cause meanwhile, nothing that was answered is lost or doubled, and the next one passes without a new deployment.</summary>
public sealed class ReceiverOutageTests : IAsyncLifetime
{
    private const int Cuts = 5;
    private const int Between = 20;

    private readonly ConcurrentQueue<string> _stored = new();
    private TestNode _node = null!;
    private Backend _backend = null!;

    public async Task InitializeAsync()
    {
        _node = await TestNode.StartAsync();
        _backend = await Backend.StartAsync(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            _stored.Enqueue(await reader.ReadToEndAsync());
        });
    }

    public async Task DisposeAsync()
    {
        await _node.DisposeAsync();
        await _backend.DisposeAsync();
    }

    // A connection that is reset at once is one that could not be made, or one that broke, as the system tells it.
    [ServerTheory]
    [InlineData("mode=refuse", "IA3202 IA3207", "")]
    [InlineData("mode=blackhole", "IA3205", "within 500ms")]
    public async Task A_receiver_that_is_away_or_frozen_is_told_and_gets_the_next_message_when_it_is_back(string fault, string codes, string text)
    {
        using var proxy = new FaultProxy(_backend.Address.Port);
        await _node.DeployCallAsync("method: POST, timeout: 500ms", AddressOf(proxy));
        var before = await SendAsync("1");
        proxy.Set("mode=reset");
        proxy.Set(fault);
        var during = await SendAsync("2");

        proxy.Set("mode=reset");
        var after = await SendAsync("3");

        Assert.Equal((MessageStatus.Completed, MessageStatus.Completed), (before.Status, after.Status));
        Assert.Contains(during.Fault?.Code, codes.Split(' '));
        Assert.Contains(text, during.Fault!.Message, StringComparison.Ordinal);
        Assert.Equal(["1", "3"], _stored.Where(body => body != "2"));
    }

    [ServerFact]
    public async Task An_answer_that_is_lost_after_the_receiver_stored_the_message_is_told_and_costs_no_double()
    {
        using var proxy = new FaultProxy(_backend.Address.Port);
        await _node.DeployCallAsync("method: POST, retry: { attempts: 3, interval: 1ms }", AddressOf(proxy));
        proxy.Set("cut_after_down=1");

        var record = await SendAsync("1");

        Assert.Equal((MessageStatus.Failed, "IA3207"), (record.Status, record.Fault?.Code));
        Assert.Equal("1", Assert.Single(_stored));
    }

    [ServerTheory]
    [InlineData("method: POST")]
    [InlineData("method: PUT, retry: { attempts: 10, interval: 20ms }")]
    public async Task Connections_that_break_under_load_lose_nothing_that_was_answered_and_each_lost_answer_costs_one_double_at_most(string options)
    {
        using var proxy = new FaultProxy(_backend.Address.Port);
        proxy.Set("latency_ms=5");
        await _node.DeployCallAsync(options, AddressOf(proxy));

        var messages = await SendWhileAsync(async () =>
        {
            for (var cut = 0; cut < Cuts; cut++)
            {
                var before = _stored.Count;
                await Eventually.HoldsAsync(() => _stored.Count >= before + Between);
                proxy.Set("mode=reset");
            }
        });
        var failed = 0;
        for (var i = 0; i < messages; i++)
        {
            var record = await _node.Log.NextAsync();
            failed += record.Status == MessageStatus.Completed ? 0 : 1;
            Assert.True(record.Status == MessageStatus.Completed || record.Fault?.Code is "IA3202" or "IA3207", record.Fault?.ToString());
        }

        Assert.InRange(_stored.Distinct().Count(), messages - failed, messages);
        Assert.InRange(_stored.Count - _stored.Distinct().Count(), 0, _node.Lines.Count);
        Assert.Equal(options.Contains("retry", StringComparison.Ordinal), failed == 0);
    }

    [Fact]
    public async Task A_certificate_that_ran_out_is_told_and_a_renewed_one_is_taken()
    {
        var chain = TestCertificates.CreateWholeChain("localhost");
        var expired = TestCertificates.Create("localhost", DateTimeOffset.UtcNow.AddDays(-3));
        var shown = expired;
        await using var backend = await StartTlsAsync(() => shown);
        _node.Credentials["ca"] = new CertificateCredential("ca", chain.Issuer);
        _node.Credentials["old"] = new CertificateCredential("old", expired);
        await _node.DeployCallAsync("method: POST, trustedCertificates: [ca, old]", Named(backend));
        var refused = await SendAsync("1");

        shown = chain.Own;
        var accepted = await SendAsync("2");

        Assert.Equal("IA3204", refused.Fault?.Code);
        Assert.Contains("is out of date", refused.Fault!.Message, StringComparison.Ordinal);
        Assert.True(accepted.Status == MessageStatus.Completed, accepted.Fault?.ToString());
        Assert.Equal(1, backend.Calls);
    }

    [Fact]
    public async Task A_receiver_of_a_rogue_authority_gets_nothing_until_it_is_the_right_one()
    {
        var (rogue, right) = (TestCertificates.CreateWholeChain("localhost"), TestCertificates.CreateWholeChain("localhost"));
        var shown = rogue.Own;
        await using var backend = await StartTlsAsync(() => shown);
        _node.Credentials["ca"] = new CertificateCredential("ca", right.Issuer);
        await _node.DeployCallAsync("method: POST, trustedCertificates: [ca]", Named(backend));
        var refused = await SendAsync("1");

        shown = right.Own;
        var accepted = await SendAsync("2");

        Assert.Equal("IA3204", refused.Fault?.Code);
        Assert.Contains("nobody that is trusted", refused.Fault!.Message, StringComparison.Ordinal);
        Assert.True(accepted.Status == MessageStatus.Completed, accepted.Fault?.ToString());
        Assert.Equal(1, backend.Calls);
    }

    private static Task<Backend> StartTlsAsync(Func<X509Certificate2> shown) => Backend.StartAsync(
        context => Backend.AnswerAsync(context, 200, ""),
        listen => listen.UseHttps(new HttpsConnectionAdapterOptions { ServerCertificateSelector = (_, _) => shown() }));

    private static string AddressOf(FaultProxy proxy) => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{proxy.Port}/");

    private static string Named(Backend backend) => new UriBuilder(backend.Address) { Host = "localhost" }.Uri.ToString();

    // Eight at a time, as long as the faults go on.
    private async Task<int> SendWhileAsync(Func<Task> faults)
    {
        var (messages, isOver) = (0, false);
        var sending = Enumerable.Range(0, 8).Select(async _ =>
        {
            while (!Volatile.Read(ref isOver))
            {
                var number = Interlocked.Increment(ref messages).ToString(CultureInfo.InvariantCulture);
                using var answer = await _node.PostAsync("/t/acme/http/orders", number, ("X-Number", number));
            }
        }).ToArray();
        try
        {
            await faults();
        }
        finally
        {
            Volatile.Write(ref isOver, true);
        }

        await Task.WhenAll(sending);
        return messages;
    }

    private async Task<MessageRecord> SendAsync(string body)
    {
        using var answer = await _node.PostAsync("/t/acme/http/orders", body);
        return await _node.Log.NextAsync();
    }
}
