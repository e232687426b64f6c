using IntegrationActors.Adapters.ProcessDirect;
using IntegrationActors.Adapters.Tests.Support;
using IntegrationActors.Contracts;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Adapters.Tests.ProcessDirect;

/// <summary>A flow calls another one, which gives the message back.</summary>
public sealed class ManyCallsTests
{
    private const int Count = 10_000;

    [Fact]
    public async Task Ten_thousand_messages_from_nothing_to_a_megabyte_come_back_each_once_with_their_headers()
    {
        await using var host = new FlowHost(typeof(ProcessDirectTable).Assembly, add: services => services.AddProcessDirect());
        await host.DeployAsync("from: { processDirect: { address: /back, allowedHeaders: [\"name\"] } }\nsteps:\n  - set: { headers: { seen: \"${header.name} gesehen\" } }", "called");
        var caller = await host.DeployAsync("from: { direct: {} }\nsteps:\n  - call: { processDirect: { address: /back, responseHeaders: [seen] } }\n  - send: { sink: {} }", "caller");

        await Parallel.ForAsync(0, Count, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) => await host.SendAsync(caller, Payload.FromBytes(ManyBodies.At(i)), ("name", $"größe 日本語 🚚 {i:d5}")));

        Assert.Equal(2 * Count, host.Ended.Count);
        Assert.All(host.Ended, record => Assert.True(record.Status == MessageStatus.Completed, record.Fault?.ToString()));
        Assert.Equal(
            Enumerable.Range(0, Count).Select(i => ($"größe 日本語 🚚 {i:d5} gesehen", Sink.HashOf(ManyBodies.At(i)))).Order(),
            host.Sink.Taken.Select(taken => (taken.Headers["seen"], taken.Hash)).Order());
    }
}
