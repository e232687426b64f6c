using IntegrationActors.Core.Options;

namespace IntegrationActors.Adapters.Sftp.Connections;

/// <summary>Where a connection goes, as whom, and whom it trusts: everything that connections have in common which may take each other's place.</summary>
internal sealed record SftpTarget(SftpAddress Address, SftpLogin Login, ProxyLogin? Proxy, SftpChannelOptions Options, KnownHosts Hosts)
{
    /// <summary>The server, for people.</summary>
    public string Shown => Address.ToString();

    /// <summary>Tells targets of one channel apart; without secrets.</summary>
    public string Key => $"{Address} {Login.Fingerprint} {Proxy?.Fingerprint} {Duration.Format(Options.Timeout)}";
}
