using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Steps;

namespace IntegrationActors.Steps.NumberRange;

/// <summary>Takes a number.</summary>
public sealed class NumberRangeStep(NumberRangeOptions options, IStepContext context) : IStep
{
    public async ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel)
    {
        var number = await context.Stores.NumberRanges.NextAsync(options.Range, cancel);
        if (options.Header is { } header)
        {
            exchange.Headers.Set(header, number);
        }

        exchange.Properties.Set(options.Property, number);
        return Outcome.Next;
    }
}
