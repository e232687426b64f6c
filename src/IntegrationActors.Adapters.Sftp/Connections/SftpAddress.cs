using System.Globalization;

namespace IntegrationActors.Adapters.Sftp.Connections;

/// <summary>Host and port of a server.</summary>
internal readonly record struct SftpAddress(string Host, int Port)
{
    private const int DefaultPort = 22;

    /// <summary>Reads <c>host</c>, <c>host:port</c> or <c>[address]:port</c>.</summary>
    public static bool TryParse(string text, out SftpAddress address)
    {
        address = default;
        var end = text.StartsWith('[') ? text.IndexOf(']', StringComparison.Ordinal) : -1;
        var colon = text.IndexOf(':', end + 1);
        var isAddress = end < 0 && colon >= 0 && text.IndexOf(':', colon + 1) >= 0;
        var host = isAddress ? text : colon < 0 ? text : text[..colon];
        var port = DefaultPort;
        if (!isAddress && colon >= 0 && !(int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is > 0 and <= 65535))
        {
            return false;
        }

        host = host.Trim('[', ']');
        address = new SftpAddress(host, port);
        return host.Length is > 0 and <= 255 && host.All(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_' or ':');
    }

    /// <summary>Reads what was checked before.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static SftpAddress Parse(string text) => TryParse(text, out var address) ? address : throw new FormatException($"'{text}' is no host");

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"sftp://{Host}:{Port}");
}
