namespace IntegrationActors.Definitions;

/// <summary>What a flow is read against.</summary>
public sealed record FlowReadingContext
{
    /// <summary>Nothing known of where the flow will run: the file alone is checked.</summary>
    public static FlowReadingContext FileAlone { get; } = new();

    /// <summary>Values of parameters given at deploy; null when they are not known yet, so that none counts as missing.</summary>
    public IReadOnlyDictionary<string, string>? Parameters { get; init; }

    /// <summary>What the flow may refer to.</summary>
    public IReferences References { get; init; } = AllReferences.Known;
}
