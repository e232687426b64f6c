using System.Runtime.CompilerServices;
using IntegrationActors.Formats.Validation;
using Newtonsoft.Json.Linq;
using NJsonSchema;
using NJsonSchema.Validation;

namespace IntegrationActors.Formats.JsonValidation;

/// <summary>One validation, within a number of comparisons and a time: schemas that refer to themselves can make a small document cost any time, or never end.</summary>
internal sealed class BudgetedValidator(int length, TimeProvider time, CancellationToken cancel) : NJsonSchema.Validation.JsonSchemaValidator(new JsonSchemaValidatorSettings())
{
    private const int MaxComparisons = 5_000_000;

    private readonly ValidationClock _clock = new(time);
    private int _comparisons;

    protected override ICollection<ValidationError> Validate(JToken token, JsonSchema schema, SchemaType schemaType, string? propertyName, string propertyPath)
    {
        if (++_comparisons > MaxComparisons || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw ValidationFaults.TooMuch("the schema compares its values too often; does it refer to itself without end?");
        }

        cancel.ThrowIfCancellationRequested();
        _clock.Check(length);
        return base.Validate(token, schema, schemaType, propertyName, propertyPath);
    }
}
