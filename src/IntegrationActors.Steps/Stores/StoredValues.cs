using System.Text.Json;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Steps;
using IntegrationActors.Core.Stores;
using IntegrationActors.Core.Stores.Variables;
using IntegrationActors.Steps.Set;

namespace IntegrationActors.Steps.Stores;

/// <summary>Reads what rows take from the stores of the tenant, before the first of them is set.</summary>
internal sealed class StoredValues(IStepContext context)
{
    /// <summary>The stored values of the headers, then those of the properties, one for each row; null for a row that is an expression, or whose default holds.</summary>
    /// <exception cref="FaultException">IA3529: there is no such variable. IA3513, IA3514: of the number range.</exception>
    public async ValueTask<object?[]> ReadAsync(SetOptions options, CancellationToken cancel)
    {
        var values = new object?[options.Headers.Count + options.Properties.Count];
        var row = 0;
        foreach (var source in options.Headers.Concat(options.Properties))
        {
            values[row++] = source.Stored is { } stored ? await ReadAsync(stored, cancel) : null;
        }

        return values;
    }

    private async ValueTask<object?> ReadAsync(StoredSource stored, CancellationToken cancel)
    {
        if (stored.NumberRange is { } range)
        {
            return await context.Stores.NumberRanges.NextAsync(range, cancel);
        }

        var name = stored.Variable!;
        var found = await context.Stores.Variables.GetAsync(stored.Visibility.ScopeOf(context.Flow.Flow), name, cancel);
        return found is null && stored.Default is null ? throw Missing(name) : Value(found);
    }

    private static object? Value(Variable? variable)
    {
        switch (variable?.Type)
        {
            case VariableType.Boolean:
                return bool.Parse(variable.Value);
            case VariableType.Json:
                using (var json = JsonDocument.Parse(variable.Value, JsonLimits.Document))
                {
                    return json.RootElement.Clone();
                }

            default:
                return variable?.Value;
        }
    }

    private static FaultException Missing(string name) => new(
        "IA3529", $"There is no variable '{name}'.", "It was never written, or not for 400 days, or it is another flow's. Write it with variableWrite, or give a 'default'.");
}
