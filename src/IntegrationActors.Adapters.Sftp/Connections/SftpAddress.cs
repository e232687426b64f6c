using System.Globalization;
using IntegrationActors.Adapters.Connections;

namespace IntegrationActors.Adapters.Sftp.Connections;

/// <summary>Host and port of a server.</summary>
internal readonly record struct SftpAddress(string Host, int Port)
{
    private const int DefaultPort = 22;

    /// <summary>Reads <c>host</c>, <c>host:port</c> or <c>[address]:port</c>.</summary>
    public static bool TryParse(string text, out SftpAddress address)
    {
        var isAddress = HostAddress.TryParse(text, out var read);
        address = isAddress ? new SftpAddress(read.Host, read.Port ?? DefaultPort) : default;
        return isAddress;
    }

    /// <summary>Reads what was checked before.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static SftpAddress Parse(string text) => TryParse(text, out var address) ? address : throw new FormatException($"'{text}' is no host");

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"sftp://{Host}:{Port}");
}
