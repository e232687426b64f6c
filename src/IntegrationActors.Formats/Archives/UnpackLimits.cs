namespace IntegrationActors.Formats.Archives;

/// <summary>What unpacking may cost: a few kilobytes can claim to be terabytes.</summary>
public sealed record UnpackLimits
{
    /// <summary>How much may come out before the ratio is looked at, in bytes: small texts pack very well.</summary>
    public const long RatioFrom = 10L * 1024 * 1024;

    /// <summary>Most bytes that may come out. Default 1 GiB.</summary>
    public long MaxSize { get; init; } = 1L << 30;

    /// <summary>How many times as large as what was read may be what comes out, once that is more than 10 MiB. Default 100.</summary>
    public int MaxRatio { get; init; } = 100;

    /// <summary>Most entries of an archive. Default 10,000.</summary>
    public int MaxEntries { get; init; } = 10_000;
}
