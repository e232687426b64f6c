namespace IntegrationActors.Adapters.ProcessDirect;

/// <summary>Bounds of calls between flows.</summary>
internal static class ProcessDirectLimits
{
    /// <summary>Most flows in a row, each called by the one before.</summary>
    public const int MostHops = 20;
}
