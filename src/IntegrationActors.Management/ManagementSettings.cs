namespace IntegrationActors.Management;

/// <summary>What the API can't know by itself; set by the server that hosts it.</summary>
public sealed class ManagementSettings
{
    /// <summary>Addresses under which senders reach this server; asked on each request, since ports may be chosen at start.</summary>
    public Func<IReadOnlyList<string>> SenderAddresses { get; set; } = () => [];
}
