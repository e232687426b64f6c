namespace IntegrationActors.Management.NumberRanges;

/// <summary>How a number range is to be.</summary>
public sealed record NumberRangeRequest
{
    /// <summary>The first number, 0 or more. Default 0.</summary>
    public long Minimum { get; init; }

    /// <summary>The last number; at most 14 digits.</summary>
    public required long Maximum { get; init; }

    /// <summary>Shorter numbers get zeros in front, up to this many digits; 0 to 14. Default 0: none.</summary>
    public int FieldLength { get; init; }

    /// <summary>Begins again with the minimum after the maximum; otherwise the range is exhausted then. Default false.</summary>
    public bool Rotate { get; init; }

    /// <summary>
    /// The number that counts as given out last; the next one follows it. Without it a range that exists stays where it is, and a new one begins with its minimum. Numbers that a lower one
    /// makes the range give out again have been given out before.
    /// </summary>
    public long? Last { get; init; }
}
