namespace IntegrationActors.Storage;

/// <summary>Codes of refusals that callers tell apart.</summary>
public static class StoreCodes
{
    /// <summary>A name, an id, a time or a bound is out of range.</summary>
    public const string Invalid = "IA3512";
}
