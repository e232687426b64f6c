using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Stores.NumberRanges;

namespace IntegrationActors.Definitions.FlowTests;

/// <summary>A number range.</summary>
public sealed record TestNumberRangeOptions : IValidatableObject
{
    /// <summary>The first number.</summary>
    [Range(0, NumberRange.LargestMaximum)]
    public long Minimum { get; init; }

    /// <summary>The last number.</summary>
    [Range(0, NumberRange.LargestMaximum)]
    public required long Maximum { get; init; }

    /// <summary>Shorter numbers get zeros in front, up to this many digits.</summary>
    [Range(0, NumberRange.MostDigits)]
    public int FieldLength { get; init; }

    /// <summary>Begins again with the minimum after the maximum.</summary>
    public bool Rotate { get; init; }

    /// <summary>The number that was given out last. Left out: the range begins with its minimum.</summary>
    public long? Last { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Maximum < Minimum)
        {
            yield return new ValidationResult($"the range ends ({Maximum}) before it begins ({Minimum})", [nameof(Maximum)]);
        }

        if (Last is { } last && (last < Minimum || last > Maximum))
        {
            yield return new ValidationResult($"'last' ({last}) lies outside of the range", [nameof(Last)]);
        }
    }
}
