using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Steps;
using IntegrationActors.Steps.Logs;

namespace IntegrationActors.Steps.Log;

/// <summary>Writes the text; never changes the message.</summary>
public sealed class LogStep(LogOptions options, IStepContext context) : IStep
{
    public ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel)
    {
        var text = options.Text.EvaluateTextAsync(exchange, cancel);
        return text.IsCompletedSuccessfully ? new(Write(exchange, text.Result)) : Await();

        async ValueTask<Outcome> Await() => Write(exchange, await text);
    }

    private Outcome Write(Exchange exchange, string text)
    {
        context.WriteLog(exchange, options.Level, LogLine.Of(text));
        return Outcome.Next;
    }
}
