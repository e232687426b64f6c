using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores.Persisted;
using IntegrationActors.Storage.Tests.Contents;

namespace IntegrationActors.Storage.Tests.Persisted;

public sealed class PersistedMessageStoreTests
{
    [Fact]
    public async Task What_a_step_kept_is_read_by_the_id_of_its_message_after_a_restart()
    {
        await using var host = new StoreHost();
        var exchange = host.NewId();
        var message = Bodies.Message("<order/>", ("X-Region", "EU"));
        message.Attachments.Add(new Attachment("a.txt", "text/plain", Payload.FromText("attached")));
        await WriteAsync(host, exchange, "before", message);
        host.Time.Advance(TimeSpan.FromMilliseconds(5));
        await WriteAsync(host, exchange, "after", Bodies.Message("<invoice/>"));
        await WriteAsync(host, host.NewId(), "before", Bodies.Message("other"));
        await host.ReopenAsync();

        var infos = await host.Acme.MessageStore.ListAsync(exchange, CancellationToken.None);
        var first = await host.Acme.MessageStore.ReadAsync(infos[0].Id, CancellationToken.None);

        Assert.Equal(["before", "after"], infos.Select(info => info.Step));
        Assert.Equal(16, infos[0].Length);
        Assert.Equal("<order/>", await Bodies.TextAsync(first!.Message.Body));
        Assert.Equal([new("X-Region", "EU")], first.Message.Headers);
        Assert.Equal([new("orderId", "7")], first.Properties);
        Assert.Equal("attached", await Bodies.TextAsync(Assert.Single(first.Message.Attachments).Content));
    }

    [Fact]
    public async Task A_large_message_comes_back_whole()
    {
        await using var host = new StoreHost();
        var exchange = host.NewId();
        await WriteAsync(host, exchange, "step", new Message { Body = Payload.FromStream(new MemoryStream(Bodies.Large), null, host.Options.Spool) });

        var info = Assert.Single(await host.Acme.MessageStore.ListAsync(exchange, CancellationToken.None));
        var content = await host.Acme.MessageStore.ReadAsync(info.Id, CancellationToken.None);

        Assert.Equal(Bodies.Large.Length, info.Length);
        Assert.Equal(Bodies.Large, await Bodies.BytesAsync(content!.Message.Body));
        await content.Message.Body.DisposeAsync();
    }

    [Fact]
    public async Task Expires_after_30_days_or_is_deleted_before()
    {
        await using var host = new StoreHost();
        var exchange = host.NewId();
        var first = await WriteAsync(host, exchange, "first", Bodies.Message("a"));
        var second = await WriteAsync(host, exchange, "second", Bodies.Message("b"));

        Assert.True(await host.Acme.MessageStore.DeleteAsync(first, CancellationToken.None));
        Assert.False(await host.Acme.MessageStore.DeleteAsync(first, CancellationToken.None));
        host.Time.Advance(TimeSpan.FromDays(30));
        Assert.Null(await host.Acme.MessageStore.ReadAsync(second, CancellationToken.None));
        await host.CleanAsync();

        Assert.Null(await host.Acme.Contents.Parts.OpenAsync(second, CancellationToken.None));
    }

    private static Task<MessageId> WriteAsync(StoreHost host, MessageId exchange, string step, Message message) => host.Acme.MessageStore.WriteAsync(
        new PersistedMessage { Exchange = exchange, Flow = "orders", Step = step, Message = message, Properties = [new("orderId", "7")] }, CancellationToken.None).AsTask();
}
