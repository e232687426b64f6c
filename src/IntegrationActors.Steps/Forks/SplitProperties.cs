namespace IntegrationActors.Steps.Forks;

/// <summary>Properties that tell a part which one it is, under the names of the field.</summary>
internal static class SplitProperties
{
    public const string Index = "CamelSplitIndex";

    public const string Size = "CamelSplitSize";

    public const string Complete = "CamelSplitComplete";

    public const string MulticastIndex = "CamelMulticastIndex";

    public const string MulticastComplete = "CamelMulticastComplete";

    public const string LoopIndex = "CamelLoopIndex";

    /// <summary>Header with the name of a file in an archive.</summary>
    public const string FileName = "CamelFileName";

    // Boxed once.
    private static readonly object True = true;
    private static readonly object False = false;

    public static object Of(bool value) => value ? True : False;
}
