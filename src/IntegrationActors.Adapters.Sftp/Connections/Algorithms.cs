using Renci.SshNet;

namespace IntegrationActors.Adapters.Sftp.Connections;

/// <summary>Which algorithms a connection offers, best first: authenticated encryption in hardware before all else.</summary>
internal static class Algorithms
{
    private static readonly string[] First = ["aes128-gcm@openssh.com", "aes256-gcm@openssh.com"];

    /// <summary>Takes weak ones out, unless they are allowed, and lets the server choose among known kinds of keys only.</summary>
    public static void Choose(ConnectionInfo info, bool allowDeprecated, IReadOnlyList<string> kinds)
    {
        if (!allowDeprecated)
        {
            Keep(info.Encryptions, name => name.EndsWith("-ctr", StringComparison.Ordinal) || name.Contains("gcm", StringComparison.Ordinal) || name.StartsWith("chacha20", StringComparison.Ordinal));
            Keep(info.HmacAlgorithms, name => name.Contains("sha2", StringComparison.Ordinal));
            Keep(info.KeyExchangeAlgorithms, name => !name.Contains("sha1", StringComparison.Ordinal));
            Keep(info.HostKeyAlgorithms, name => !name.StartsWith("ssh-rsa", StringComparison.Ordinal) && !name.StartsWith("ssh-dss", StringComparison.Ordinal));
        }

        Prefer(info.Encryptions, First);
        if (kinds.Count > 0)
        {
            Keep(info.HostKeyAlgorithms, name => kinds.Any(kind => kind == name || (kind == "ssh-rsa" && name.StartsWith("rsa-sha2", StringComparison.Ordinal))));
        }
    }

    private static void Keep<T>(IOrderedDictionary<string, T> all, Func<string, bool> isWanted)
    {
        foreach (var name in all.Keys.Where(name => !isWanted(name)).ToArray())
        {
            all.Remove(name);
        }
    }

    private static void Prefer<T>(IOrderedDictionary<string, T> all, string[] first)
    {
        var rows = all.OrderBy(row => Array.IndexOf(first, row.Key) is >= 0 and var i ? i : first.Length).ToArray();
        all.Clear();
        foreach (var (name, value) in rows)
        {
            all.Add(name, value);
        }
    }
}
