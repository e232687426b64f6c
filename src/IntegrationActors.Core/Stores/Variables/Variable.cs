namespace IntegrationActors.Core.Stores.Variables;

/// <summary>A variable as it was last written.</summary>
/// <param name="Name">Unique within the scope.</param>
/// <param name="Type">What the value is.</param>
/// <param name="Value">The value as text.</param>
/// <param name="Written">When it was last written.</param>
/// <param name="Expires">When it is deleted, unless it is written again.</param>
public sealed record Variable(string Name, VariableType Type, string Value, DateTimeOffset Written, DateTimeOffset Expires)
{
    public const int LongestName = 255;

    /// <summary>Most bytes of a value in UTF-8: a variable is for a small value such as the time of the last run. What is larger belongs in a data store.</summary>
    public const int LongestValue = 1024 * 1024;

    /// <summary>A variable is kept for so long after it was last written.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(400);
}
