using IntegrationActors.Core.Stores.NumberRanges;

namespace IntegrationActors.Management.NumberRanges;

/// <summary>A number range.</summary>
public sealed record NumberRangeView
{
    /// <summary>Name by which flows refer to it.</summary>
    public required string Name { get; init; }

    /// <summary>The first number.</summary>
    public required long Minimum { get; init; }

    /// <summary>The last number.</summary>
    public required long Maximum { get; init; }

    /// <summary>Digits up to which numbers get zeros in front; 0: none.</summary>
    public required int FieldLength { get; init; }

    /// <summary>Whether it begins again after its maximum.</summary>
    public required bool Rotate { get; init; }

    /// <summary>The number that was given out last; left out when none was.</summary>
    public long? Last { get; init; }

    /// <summary>The number that is given out next; left out when the range is exhausted.</summary>
    public long? Next { get; init; }

    internal static NumberRangeView Of(NumberRange range) => new()
    {
        Name = range.Name,
        Minimum = range.Minimum,
        Maximum = range.Maximum,
        FieldLength = range.FieldLength,
        Rotate = range.Rotate,
        Last = range.Last,
        Next = NextOf(range),
    };

    private static long? NextOf(NumberRange range) => range.Last switch
    {
        null => range.Minimum,
        { } last when last < range.Maximum => last + 1,
        _ => range.Rotate ? range.Minimum : null,
    };
}
