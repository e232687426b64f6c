using System.Globalization;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Steps;

namespace IntegrationActors.Adapters.Retries;

/// <summary>Sends a message until the other side has it, or the attempts are used up: pauses double, and the log tells of each attempt that failed.</summary>
/// <param name="options">How often; null: once.</param>
/// <param name="context">The flow.</param>
/// <param name="isWorthIt">Whether a failure may pass, and the other side does not have the message already.</param>
public sealed class SendAttempts(SendRetryOptions? options, IFlowContext context, Func<Fault, bool> isWorthIt)
{
    /// <summary>Makes attempts.</summary>
    /// <exception cref="FaultException">That of the last attempt.</exception>
    public async ValueTask<T> RunAsync<T>(Exchange exchange, Func<ValueTask<T>> attempt, CancellationToken cancel)
    {
        var attempts = options?.Attempts ?? 1;
        for (var number = 1; ; number++)
        {
            try
            {
                return await attempt();
            }
            catch (FaultException e) when (number < attempts && isWorthIt(e.Fault))
            {
                var wait = options!.PauseAfter(number);
                exchange.Log.IntermediateError = true;
                context.WriteLog(exchange, LogSeverity.Warning, string.Create(CultureInfo.InvariantCulture, $"Attempt {number} of {attempts} failed, next in {Duration.Format(wait)}: {e.Fault.Message}"));
                await Task.Delay(wait, context.Time, cancel);
            }
        }
    }
}
