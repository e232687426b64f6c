using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Steps.Tests.Support;

/// <summary>An exchange for tests that call a step directly; its body "from the EU" is a stream that nobody has read yet.</summary>
internal static class TestExchange
{
    private static readonly FlowIdentity Flow = new("acme", "test", 1);

    public static Exchange With(params (string Name, string Value)[] headers)
    {
        var started = TimeProvider.System.GetUtcNow();
        var id = MessageId.Create(started);
        var body = Payload.FromStream(new MemoryStream("from the EU"u8.ToArray()), 11, TestSpool.Instance);
        var exchange = new Exchange(Flow, id, new MessageRecord { Flow = Flow, Id = id, Started = started }, TimeProvider.System) { Message = new Message { Body = body } };
        foreach (var (name, value) in headers)
        {
            exchange.Headers.Set(name, value);
        }

        return exchange;
    }
}
