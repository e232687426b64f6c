namespace IntegrationActors.Adapters.Sftp.Connections;

/// <summary>By which of the secrets that a channel has somebody logs in.</summary>
internal enum SftpLoginMethod
{
    /// <summary>By password alone.</summary>
    Password,

    /// <summary>By key alone.</summary>
    Key,

    /// <summary>By both; the server may ask for one or both.</summary>
    Dual,
}
