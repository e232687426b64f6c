namespace IntegrationActors.Core.Adapters;

/// <summary>Names of the layers that most channels have, lowest first.</summary>
public static class ProbeLayers
{
    /// <summary>What the test needs before anything is sent: address, credentials, files.</summary>
    public const string Settings = "settings";

    /// <summary>The host has an address.</summary>
    public const string Name = "name";

    /// <summary>Something listens at address and port.</summary>
    public const string Tcp = "tcp";

    /// <summary>The other side shows a certificate, or a host key, that is trusted.</summary>
    public const string Tls = "tls";

    /// <summary>The other side changes from HTTP to what the channel speaks: WebSocket.</summary>
    public const string Upgrade = "upgrade";

    /// <summary>An authorization server gives the channel a token.</summary>
    public const string Token = "token";

    /// <summary>The other side accepts who we are.</summary>
    public const string Login = "login";

    /// <summary>Folder, topic, queue or mailbox is there and may be used.</summary>
    public const string Target = "target";

    /// <summary>What a fault without a layer belongs to: everything above the last layer that works.</summary>
    public const string Connection = "connection";
}
