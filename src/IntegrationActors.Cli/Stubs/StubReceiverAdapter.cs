using System.Globalization;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Cli.Stubs;

/// <summary>Stands in for a receiver of any kind: takes the message, and answers as the stub says.</summary>
internal sealed class StubReceiverAdapter(Stub stub) : IReceiverAdapter
{
    public const string NoStub = "IA1416";
    public const string Refused = "IA1417";
    private const int FirstError = 400;

    public async ValueTask<Outcome> DeliverAsync(Exchange exchange, bool expectsReply, CancellationToken cancel)
    {
        var body = await exchange.Body.ReadBytesAsync(cancel);
        var call = new StubCall { Step = stub.Step, Kind = stub.Kind, Headers = [.. exchange.Headers], Body = body.ToArray() };
        if (stub.Book.Answer(stub, call) is not { } answer)
        {
            return expectsReply ? Outcome.Failed(Missing()) : Outcome.Next;
        }

        if (answer.Unreachable || answer.Status >= FirstError)
        {
            var what = answer.Unreachable ? "can't be reached" : string.Create(CultureInfo.InvariantCulture, $"answers {answer.Status}");
            return Outcome.Failed(new Fault(Refused, $"The stub of '{stub.Step}' {what}."));
        }

        if (expectsReply)
        {
            await TakeAsync(answer, exchange);
        }

        return Outcome.Next;
    }

    public ValueTask DisposeAsync() => default;

    private Fault Missing() => new(
        NoStub,
        $"The flow called '{stub.Step}' ({stub.Kind}), and the test has no answer for it.",
        $"Write: stubs: {{ {stub.Step}: {{ body: … }} }}");

    private static async ValueTask TakeAsync(StubAnswer answer, Exchange exchange)
    {
        await exchange.ReplaceBodyAsync(Payload.FromBytes(answer.Body));
        foreach (var (name, value) in answer.Headers)
        {
            exchange.Headers.Set(name, value);
        }
    }
}
