using System.Text;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores.Inputs;

namespace IntegrationActors.Storage.Tests.Inputs;

public sealed class MessageInputsTests
{
    [Fact]
    public async Task An_input_comes_back_as_it_was()
    {
        await using var host = new StoreHost();
        var id = await KeepAsync(host, "grüße");

        await host.ReopenAsync();
        await using var found = await host.Acme.Inputs.FindAsync(id, CancellationToken.None);

        Assert.Equal(("orders", 2, "corr", "shop"), (found!.Flow, found.Entry, found.CorrelationId, found.Sender));
        Assert.Equal("grüße", found.Message.Body.AsText());
        Assert.Equal("EU", found.Message.Headers["X-Region"]);
        Assert.Equal(KeyValuePair.Create("orderId", "4711"), Assert.Single(found.Properties));
        var attachment = Assert.Single(found.Message.Attachments);
        Assert.Equal(("a.txt", "text/plain", "attached"), (attachment.Name, attachment.ContentType, attachment.Content.AsText()));
    }

    [Fact]
    public async Task Nothing_of_it_is_readable_in_the_files()
    {
        await using var host = new StoreHost();
        await KeepAsync(host, "very secret body");
        await host.Stores.DisposeAsync();

        var bytes = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(Path.Combine(host.Folder("acme"), "store.db")));

        Assert.DoesNotContain("very secret body", bytes);
        Assert.DoesNotContain("X-Region", bytes);
    }

    [Fact]
    public async Task The_first_input_of_a_message_stays()
    {
        await using var host = new StoreHost();
        var id = await KeepAsync(host, "first");
        await KeepAsync(host, "second", id);

        await using var found = await host.Acme.Inputs.FindAsync(id, CancellationToken.None);

        Assert.Equal("first", found!.Message.Body.AsText());
    }

    [Fact]
    public async Task What_is_too_large_is_not_kept()
    {
        await using var host = new StoreHost();

        var id = await KeepAsync(host, new string('x', KeptInput.LargestBytes));

        Assert.False(await host.Acme.Inputs.HasAsync(id, CancellationToken.None));
    }

    [Fact]
    public async Task Messages_that_were_sent_again_are_linked_and_go_with_their_originals()
    {
        await using var host = new StoreHost();
        var id = await KeepAsync(host, "in");
        var successor = MessageId.Create(host.Time.GetUtcNow());
        await host.Acme.Inputs.NoteResendAsync(id, successor, "me");
        Assert.Equal([successor], await host.Acme.Inputs.SuccessorsAsync(id, CancellationToken.None));
        host.Time.Advance(TimeSpan.FromDays(31));

        await using var job = new RetentionJob(host.Stores, host.Options, host.Time);
        await job.RunOnceAsync(CancellationToken.None);

        Assert.Empty(await host.Acme.Inputs.SuccessorsAsync(id, CancellationToken.None));
        Assert.False(await host.Acme.Inputs.HasAsync(id, CancellationToken.None));
    }

    private static async Task<MessageId> KeepAsync(StoreHost host, string body, MessageId? id = null)
    {
        var message = new Message { Headers = new HeaderMap { ["X-Region"] = "EU" }, Body = Payload.FromText(body) };
        message.Attachments.Add(new Attachment("a.txt", "text/plain", Payload.FromText("attached")));
        var input = new KeptInput
        {
            Id = id ?? MessageId.Create(host.Time.GetUtcNow()),
            Flow = "orders",
            Entry = 2,
            Message = message,
            Properties = [new("orderId", "4711")],
            CorrelationId = "corr",
            Sender = "shop",
        };
        await host.Acme.Inputs.KeepAsync(input);
        return input.Id;
    }
}
