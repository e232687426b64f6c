namespace IntegrationActors.Adapters.Sftp.Connections;

/// <summary>What is known of the key that a host shows.</summary>
internal enum HostKeyVerdict
{
    /// <summary>It is the host's.</summary>
    Known,

    /// <summary>Nothing is known of the host.</summary>
    UnknownHost,

    /// <summary>The host is known, with other keys.</summary>
    OtherKey,
}
