using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Steps;

namespace IntegrationActors.Steps.Log;

/// <summary>Writes the text; never changes the message.</summary>
public sealed class LogStep(LogOptions options, IStepContext context) : IStep
{
    private const int MaxText = 8192;

    public ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel)
    {
        var text = options.Text.EvaluateTextAsync(exchange, cancel);
        return text.IsCompletedSuccessfully ? new(Write(exchange, text.Result)) : Await();

        async ValueTask<Outcome> Await() => Write(exchange, await text);
    }

    private Outcome Write(Exchange exchange, string text)
    {
        var line = text.Length <= MaxText ? text : string.Concat(text.AsSpan(0, MaxText), "…");
        context.WriteLog(exchange, options.Level, line.Any(char.IsControl) ? OneLine(line) : line);
        return Outcome.Next;
    }

    // A message must not be able to forge lines of the log, or to steer the terminal of who reads it.
    private static string OneLine(string text) => new([.. text.Select(c => char.IsControl(c) ? ' ' : c)]);
}
