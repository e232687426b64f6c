namespace IntegrationActors.Steps.JavaScript;

/// <summary>What one run of a script may use.</summary>
/// <param name="Time">Wall time.</param>
/// <param name="Memory">Bytes that are allocated, freed or not.</param>
/// <param name="Statements">Statements that are run.</param>
internal sealed record ScriptBudget(TimeSpan Time, long Memory, int Statements)
{
    /// <summary>How deep functions may call each other.</summary>
    public const int MaxCallDepth = 256;

    /// <summary>Most elements of an array.</summary>
    public const uint MaxArraySize = 1_000_000;

    /// <summary>Longest time of one match of a regular expression.</summary>
    public static readonly TimeSpan RegexTime = TimeSpan.FromMilliseconds(100);

    /// <summary>What a script may use when nothing else is said.</summary>
    public static ScriptBudget Default { get; } = new(TimeSpan.FromSeconds(1), 64 << 20, 10_000_000);

    /// <summary>Most characters of a string that one call makes.</summary>
    public long MaxString => Memory / sizeof(char);
}
