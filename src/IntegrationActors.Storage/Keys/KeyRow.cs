namespace IntegrationActors.Storage.Keys;

/// <summary>A row of <c>tenant_key</c>.</summary>
/// <param name="Id">The highest one encrypts.</param>
/// <param name="Created">When the key was made.</param>
/// <param name="Retired">When the next one was made; null for the one that encrypts.</param>
/// <param name="Wrapped">The key as a record of the master key; empty for id 0.</param>
internal sealed record KeyRow(long Id, DateTimeOffset Created, DateTimeOffset? Retired, byte[] Wrapped)
{
    /// <summary>Stands for records that the master key itself encrypts.</summary>
    public const long Former = 0;

    public static string Purpose(long id) => $"tenant-key/{id}";
}
