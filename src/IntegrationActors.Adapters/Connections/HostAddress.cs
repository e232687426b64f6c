using System.Globalization;

namespace IntegrationActors.Adapters.Connections;

/// <summary>Host and port of a server, as channels name it.</summary>
/// <param name="Host">Name, or address of version 4 or 6 without brackets.</param>
/// <param name="Port">Null: the usual one of the protocol.</param>
public readonly record struct HostAddress(string Host, int? Port)
{
    /// <summary>Reads <c>host</c>, <c>host:port</c> or <c>[address]:port</c>.</summary>
    public static bool TryParse(string text, out HostAddress address)
    {
        address = default;
        var end = text.StartsWith('[') ? text.IndexOf(']', StringComparison.Ordinal) : -1;
        var colon = text.IndexOf(':', end + 1);
        var isAddress = end < 0 && colon >= 0 && text.IndexOf(':', colon + 1) >= 0;
        var host = isAddress ? text : colon < 0 ? text : text[..colon];
        int? port = null;
        if (!isAddress && colon >= 0)
        {
            if (!int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is 0 or > 65535)
            {
                return false;
            }

            port = number;
        }

        host = host.Trim('[', ']');
        address = new HostAddress(host, port);
        return host.Length is > 0 and <= 255 && host.All(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_' or ':');
    }
}
