using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores.Attachments;
using IntegrationActors.Storage.Quotas;
using IntegrationActors.Storage.Tests.Contents;

namespace IntegrationActors.Storage.Tests.Attachments;

public sealed class AttachmentStoreTests
{
    [Fact]
    public async Task Attachments_are_read_by_the_id_of_their_message_after_a_restart()
    {
        await using var host = new StoreHost();
        var message = host.NewId();
        await AddAsync(host, message, "first.txt", Payload.FromText("one"));
        host.Time.Advance(TimeSpan.FromMilliseconds(5));
        await AddAsync(host, message, "large.bin", Payload.FromBytes(Bodies.Large));
        await host.ReopenAsync();

        var list = await host.Acme.Attachments.ListAsync(message, CancellationToken.None);

        Assert.Equal([("first.txt", "text/plain", 3L), ("large.bin", "text/plain", 5_000_000L)], list.Select(info => (info.Name, info.ContentType, info.Length)));
        Assert.Equal("one", await Bodies.TextAsync((await host.Acme.Attachments.OpenAsync(list[0].Id, CancellationToken.None))!));
        await using var large = await host.Acme.Attachments.OpenAsync(list[1].Id, CancellationToken.None);
        Assert.Equal(Bodies.Large, await Bodies.BytesAsync(large!));
        Assert.Empty(await host.Stores.Get("globex").Attachments.ListAsync(message, CancellationToken.None));
    }

    [Fact]
    public async Task Beyond_the_budget_of_a_day_they_are_noted_without_content_until_older_ones_leave_the_day()
    {
        await using var host = new StoreHost(quota: new QuotaOptions { AttachmentsPerDay = 1000 });
        var message = host.NewId();

        Assert.False((await AddAsync(host, message, "a", Payload.FromBytes(new byte[600]))).IsDropped);
        var dropped = await AddAsync(host, message, "b", Payload.FromBytes(new byte[600]));
        Assert.True(dropped.IsDropped);
        Assert.Null(await host.Acme.Attachments.OpenAsync(dropped.Id, CancellationToken.None));
        Assert.False((await AddAsync(host, message, "c", Payload.FromBytes(new byte[300]))).IsDropped);
        Assert.Equal([false, true, false], (await host.Acme.Attachments.ListAsync(message, CancellationToken.None)).OrderBy(info => info.Name).Select(info => info.IsDropped));
        await host.ReopenAsync();
        Assert.True((await AddAsync(host, message, "d", Payload.FromBytes(new byte[600]))).IsDropped);

        host.Time.Advance(TimeSpan.FromHours(24));

        Assert.False((await AddAsync(host, message, "e", Payload.FromBytes(new byte[600]))).IsDropped);
    }

    [Fact]
    public async Task They_go_with_the_messages_of_the_log()
    {
        await using var host = new StoreHost();
        var message = host.NewId();
        await AddAsync(host, message, "large.bin", Payload.FromBytes(Bodies.Large));
        host.Time.Advance(TimeSpan.FromDays(29));
        await host.CleanAsync();
        Assert.Single(await host.Acme.Attachments.ListAsync(message, CancellationToken.None));

        host.Time.Advance(TimeSpan.FromDays(2));
        await host.CleanAsync();

        Assert.Empty(await host.Acme.Attachments.ListAsync(message, CancellationToken.None));
        Assert.Equal(0, host.Acme.Contents.Context.Usage[StorageKind.MessageLog]);
    }

    private static Task<LogAttachment> AddAsync(StoreHost host, MessageId message, string name, Payload content) =>
        host.Acme.Attachments.AddAsync(message, new Attachment(name, "text/plain", content), CancellationToken.None).AsTask();
}
