using System.Collections.Concurrent;
using IntegrationActors.Adapters.Mail.Tests.Support;
using IntegrationActors.Contracts;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Adapters.Mail.Tests;

/// <summary>What one flow sends, another one takes.</summary>
public sealed class ManyMailsTests
{
    private const int Count = 10_000;

    private readonly ConcurrentQueue<(string Name, string Text)> _attachments = new();

    [ServerTheory]
    [InlineData("imap", "postProcessing: delete, ")]
    [InlineData("pop3", "")]
    public async Task Ten_thousand_mails_from_nothing_to_a_megabyte_arrive_each_once_with_headers_and_attachments(string protocol, string options)
    {
        using var server = new MailServer(1);
        using var peer = new MailPeer(server);
        await using var host = peer.Host();
        host.Sink.Before = NoteAttachmentsAsync;
        var sending = await host.DeployAsync(SendingFlow(peer), "sending");
        await host.DeployAsync($"from: {{ {protocol}: {{ {peer.Access($"{protocol}s")}, {options}poll: 100ms, maxMessagesPerPoll: 500, allowedHeaders: [X-Text] }} }}\nsteps:\n  - send: {{ sink: {{}} }}", "taking");

        await Parallel.ForAsync(0, Count, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) => await host.SendAsync(sending, Payload.FromBytes(Body(i)), ("name", $"{i:d5}")));
        await Eventually.ReachesAsync(() => host.Ended.Count, 2 * Count, () => string.Join('\n', host.Ended.Select(record => record.Fault).OfType<object>().Take(3)));

        Assert.All(host.Ended, record => Assert.True(record.Status == MessageStatus.Completed, record.Fault?.ToString()));
        Assert.Equal(
            Enumerable.Range(0, Count).Select(i => ($"Größe 日本語 🚚 {i:d5}", $"für {i:d5}", Sink.HashOf(Body(i)))).Order(),
            host.Sink.Taken.Select(mail => (mail.Headers["Subject"], mail.Headers["X-Text"], mail.Hash)).Order());
        Assert.Equal(Enumerable.Range(0, Count).Select(i => ($"größe 日本語 🚚 {i:d5}.txt", $"ü{i:d5}")).Order(), _attachments.Order());
        await Eventually.HoldsAsync(() => peer.Mails().Length == 0);
    }

    private static string SendingFlow(MailPeer peer) => $$"""
        from: { direct: {} }
        steps:
          - send:
              smtp:
                {{peer.Access("smtps").Replace(", ", "\n        ", StringComparison.Ordinal)}}
                from: shop@example.com
                to: {{peer.Address}}
                subject: "Größe 日本語 🚚 ${header.name}"
                contentType: application/octet-stream
                headers: { X-Text: "für ${header.name}" }
                attachments: [ { name: "größe 日本語 🚚 ${header.name}.txt", contentType: text/plain, content: "ü${header.name}" } ]
        """;

    // Mostly small, as mails are that come by the thousand.
    private static byte[] Body(int i)
    {
        var random = new Random(i);
        var body = new byte[i % 500 == 0 ? 1 << 20 : i % 50 == 0 ? random.Next(100_000) : i % 7 == 0 ? 0 : random.Next(2000)];
        random.NextBytes(body);
        return body;
    }

    private async Task NoteAttachmentsAsync(Exchange exchange, CancellationToken cancel)
    {
        var attachment = Assert.Single(exchange.Message.Attachments);
        _attachments.Enqueue((attachment.Name, await attachment.Content.ReadTextAsync(cancel)));
    }
}
