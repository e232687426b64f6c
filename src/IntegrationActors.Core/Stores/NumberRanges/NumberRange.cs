namespace IntegrationActors.Core.Stores.NumberRanges;

/// <summary>A range of numbers that are given out one after the other.</summary>
public sealed record NumberRange
{
    public const int LongestName = 40;

    /// <summary>Most digits of a number.</summary>
    public const int MostDigits = 14;

    /// <summary>The largest <see cref="Maximum"/>: 14 nines.</summary>
    public const long LargestMaximum = 99_999_999_999_999;

    /// <summary>1 to 40 characters; unique within the tenant.</summary>
    public required string Name { get; init; }

    /// <summary>The first number, 0 or more.</summary>
    public required long Minimum { get; init; }

    /// <summary>The last number; at least <see cref="Minimum"/>, at most 14 digits.</summary>
    public required long Maximum { get; init; }

    /// <summary>Shorter numbers get zeros in front, up to this many digits; 0 to 14, default 0: none.</summary>
    public int FieldLength { get; init; }

    /// <summary>Begins again with <see cref="Minimum"/> after <see cref="Maximum"/>; otherwise the range is exhausted then. Default false.</summary>
    public bool Rotate { get; init; }

    /// <summary>The number that was given out last; null when none was.</summary>
    public long? Last { get; init; }
}
