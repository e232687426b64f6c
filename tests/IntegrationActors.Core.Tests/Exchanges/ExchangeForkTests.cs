using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Core.Tests.Exchanges;

public sealed class ExchangeForkTests
{
    private static readonly FlowIdentity Flow = new("acme", "test", 1);

    [Fact]
    public async Task A_fork_starts_over_as_a_copy_whatever_its_last_part_did()
    {
        await using var origin = Origin();
        origin.Headers.Set("H", "1");
        origin.Properties.Set("p", 1);
        await using var fork = origin.Fork(origin.Log);

        for (var part = 0; part < 3; part++)
        {
            fork.StartOver(origin, Payload.FromText($"part {part}"));

            Assert.Equal([KeyValuePair.Create("H", "1")], fork.Headers);
            Assert.Equal([KeyValuePair.Create("p", (object)1)], fork.Properties);
            Assert.Equal($"part {part}", fork.Body.AsText());
            Assert.Null(fork.Escalation);

            fork.Headers.Set("H", "changed");
            fork.Headers.Set("New", "x");
            fork.Properties.Set("p", null);
            fork.Properties.Set("new", "x");
            fork.Escalation = new Fault("IA9999", "x");
            await fork.ReleaseAsync();
        }

        Assert.Equal("1", origin.Headers["H"]);
        Assert.Equal(1, origin.Properties["p"]);
        Assert.Equal("whole", origin.Body.AsText());
    }

    [Fact]
    public async Task Attachments_are_shared_and_live_as_long_as_one_of_the_exchanges()
    {
        var origin = Origin();
        origin.Message.Attachments.Add(new Attachment("a.txt", "text/plain", Payload.FromStream(new MemoryStream("attached"u8.ToArray()), null, new PayloadSpool(Path.GetTempPath()))));
        await origin.BufferAsync(default);
        await using var fork = origin.Fork(origin.Log);
        fork.StartOver(origin, origin.Body.Share());

        await origin.DisposeAsync();

        Assert.Equal(("whole", "attached"), (fork.Body.AsText(), Assert.Single(fork.Message.Attachments).Content.AsText()));
        Assert.False(origin.Message.HasAttachments);
    }

    [Fact]
    public void A_log_takes_over_what_a_fork_of_it_noted()
    {
        var log = Origin().Log;
        log.AddReceiver("erp");
        log.CustomStatus = "before";
        log.Level = MessageLogLevel.Trace;
        var part = log.Fork();
        part.AddReceiver("erp");
        part.AddReceiver("crm");
        part.AddKey("order", "1");
        part.IntermediateError = true;
        part.AddCapture(new TraceEntry(0, 1, "before", [], [], default, 0));
        log.AddCapture(new TraceEntry(0, 0, "before", [], [], default, 0));

        log.Join(part);

        Assert.Equal(("erp, crm", "before", true), (log.Receiver, log.CustomStatus, log.IntermediateError));
        Assert.Equal([KeyValuePair.Create("order", "1")], log.Keys);
        Assert.Equal([(0, 0), (1, 1)], log.Trace!.Select(entry => (entry.Sequence, entry.Node)));
    }

    private static Exchange Origin()
    {
        var started = TimeProvider.System.GetUtcNow();
        var id = MessageId.Create(started);
        return new Exchange(Flow, id, new MessageRecord { Flow = Flow, Id = id, Started = started }, TimeProvider.System) { Message = new Message { Body = Payload.FromText("whole") } };
    }
}
