namespace IntegrationActors.Steps.Archives;

/// <summary>How hard to pack.</summary>
public enum PackingLevel
{
    /// <summary>A good measure of both.</summary>
    Normal,

    /// <summary>Quickly, and not quite as small.</summary>
    Fast,

    /// <summary>As small as it gets, however long it takes.</summary>
    Small,
}
