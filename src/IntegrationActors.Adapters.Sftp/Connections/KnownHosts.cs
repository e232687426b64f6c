using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using IntegrationActors.Core.Diagnostics;

namespace IntegrationActors.Adapters.Sftp.Connections;

/// <summary>
/// The keys of hosts that a channel trusts: lines of a <c>known_hosts</c> file (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT), and keys or fingerprints that hold for whatever host the channel has. Lines for
/// certificate authorities are passed over.
/// </summary>
internal sealed class KnownHosts
{
    public const string BadLine = "IA1370";
    public const string BadKey = "IA1371";

    private const string FingerprintMark = "SHA256:";

    private readonly List<Line> _lines = [];
    private readonly List<string> _fingerprints = [];
    private readonly List<(string Kind, string Key)> _keys = [];

    /// <summary>Adds the lines of a file.</summary>
    /// <exception cref="DiagnosticException">IA1370: a line is none; the finding says which.</exception>
    public void AddFile(string text, string path, SourceSpan span)
    {
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            var words = line.Split((char[])[' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0 || words[0][0] == '#')
            {
                continue;
            }

            var mark = words[0][0] == '@' ? words[0] : null;
            var rest = mark is null ? words : words[1..];
            if (rest.Length < 3 || !IsBase64(rest[2]))
            {
                throw new DiagnosticException(Diagnostic.Error(BadLine, span, string.Create(CultureInfo.InvariantCulture, $"{path}, line {number}: write host names, kind of key and key, as ssh-keyscan does")));
            }

            if (mark is null or "@revoked")
            {
                _lines.Add(new Line(rest[0], rest[1], rest[2], mark is not null));
            }
        }
    }

    /// <summary>Adds a fingerprint, or kind and key.</summary>
    /// <exception cref="DiagnosticException">IA1371: it is neither.</exception>
    public void AddKey(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is [var fingerprint] && fingerprint.StartsWith(FingerprintMark, StringComparison.Ordinal))
        {
            _fingerprints.Add(fingerprint[FingerprintMark.Length..].TrimEnd('='));
        }
        else if (words.Length >= 2 && IsBase64(words[1]))
        {
            _keys.Add((words[0], words[1]));
        }
        else
        {
            throw new DiagnosticException(Diagnostic.Error(BadKey, SourceSpan.None, $"'{text}' is no key of a host; write a fingerprint (SHA256:…), or kind and key (ssh-ed25519 AAAA…)"));
        }
    }

    /// <summary>Judges what a host shows.</summary>
    /// <param name="host">Name or address of the host, as the channel has it.</param>
    /// <param name="port">Its port.</param>
    /// <param name="key">The key in the form of the wire.</param>
    /// <param name="fingerprint">Its SHA-256 in Base64, without padding.</param>
    public HostKeyVerdict Judge(string host, int port, byte[] key, string fingerprint)
    {
        var text = Convert.ToBase64String(key);
        var lines = _lines.Where(line => line.Covers(host, port)).ToArray();
        if (lines.Any(line => line.IsRevoked && line.Key == text))
        {
            return HostKeyVerdict.OtherKey;
        }

        if (lines.Any(line => line.Key == text) || _keys.Exists(known => known.Key == text) || _fingerprints.Contains(fingerprint.TrimEnd('='), StringComparer.Ordinal))
        {
            return HostKeyVerdict.Known;
        }

        return lines.Length > 0 || _keys.Count > 0 || _fingerprints.Count > 0 ? HostKeyVerdict.OtherKey : HostKeyVerdict.UnknownHost;
    }

    /// <summary>The kinds of keys that are known of a host, for the server to choose among; empty when it may show any.</summary>
    public IReadOnlyList<string> KindsOf(string host, int port) =>
        _fingerprints.Count > 0 ? [] : [.. _lines.Where(line => !line.IsRevoked && line.Covers(host, port)).Select(line => line.Kind).Concat(_keys.Select(key => key.Kind)).Distinct(StringComparer.Ordinal)];

    private static bool IsBase64(string text) => text.Length > 0 && Convert.TryFromBase64String(text, new byte[text.Length], out _);

    private sealed record Line(string Hosts, string Kind, string Key, bool IsRevoked)
    {
        public bool Covers(string host, int port)
        {
            var name = port == 22 ? host : string.Create(CultureInfo.InvariantCulture, $"[{host}]:{port}");
            var covers = false;
            foreach (var pattern in Hosts.Split(','))
            {
                if (pattern.StartsWith("|1|", StringComparison.Ordinal))
                {
                    covers |= IsHashOf(pattern, name);
                }
                else if (pattern.StartsWith('!') && Fits(pattern[1..], name))
                {
                    return false;
                }
                else
                {
                    covers |= Fits(pattern, name);
                }
            }

            return covers;
        }

        private static bool Fits(string pattern, string name) => System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern.Replace("\\", "\\\\", StringComparison.Ordinal), name);

        private static bool IsHashOf(string pattern, string name)
        {
            var parts = pattern.Split('|');
            var salt = new byte[20];
            var hash = new byte[20];
#pragma warning disable CA5350 // The form of the file; what it hides is the name of a host, not a secret.
            return parts.Length == 4 && Convert.TryFromBase64String(parts[2], salt, out _) && Convert.TryFromBase64String(parts[3], hash, out _)
                && CryptographicOperations.FixedTimeEquals(HMACSHA1.HashData(salt, Encoding.UTF8.GetBytes(name)), hash);
#pragma warning restore CA5350
        }
    }
}
