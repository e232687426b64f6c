using System.Text;
using System.Xml;

namespace IntegrationActors.Formats.Xml;

/// <summary>The prefixes of the author of the flow, which stand for namespaces in JSON member names. Immutable.</summary>
internal sealed class NamespaceMap
{
    /// <summary>The delimiters between prefix and name that the field uses.</summary>
    public const string Delimiters = ":,.|; ";

    private readonly Dictionary<string, string> _prefixes = new(StringComparer.Ordinal);
    private readonly byte[][] _utf8Prefixes;

    /// <summary>Checks what the author wrote.</summary>
    /// <exception cref="ArgumentException">A prefix or a namespace that can't be used; the text is for the author of the flow.</exception>
    public NamespaceMap(IReadOnlyDictionary<string, string> namespaces, char delimiter)
    {
        if (!Delimiters.Contains(delimiter, StringComparison.Ordinal))
        {
            throw new ArgumentException($"Namespace delimiter '{delimiter}' is not one of : , . | ; or blank.", nameof(delimiter));
        }

        Delimiter = delimiter;
        foreach (var (prefix, uri) in namespaces)
        {
            Add(prefix, uri);
        }

        _utf8Prefixes = [.. namespaces.Keys.Where(p => p.Length > 0).Select(Encoding.UTF8.GetBytes)];
        Declarations = Encoding.UTF8.GetBytes(string.Concat(namespaces.Select(Declaration)));
    }

    public char Delimiter { get; }

    public bool HasPrefixes => _utf8Prefixes.Length > 0;

    /// <summary>The declarations of all prefixes as the inner part of a start tag, each with a leading blank.</summary>
    public byte[] Declarations { get; }

    public bool IsPrefix(ReadOnlySpan<byte> utf8)
    {
        foreach (var prefix in _utf8Prefixes)
        {
            if (utf8.SequenceEqual(prefix))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The prefix that stands for a namespace; empty for the default namespace.</summary>
    public bool TryGetPrefix(string uri, out string prefix) => _prefixes.TryGetValue(uri, out prefix!);

    private void Add(string prefix, string uri)
    {
        if (prefix.Length > 0 && (!XmlNames.IsName(Encoding.UTF8.GetBytes(prefix)) || prefix.StartsWith("xml", StringComparison.OrdinalIgnoreCase)))
        {
            throw new ArgumentException($"Prefix '{prefix}' is not an XML name, or starts with 'xml'.", nameof(prefix));
        }

        if (prefix.Contains(Delimiter, StringComparison.Ordinal))
        {
            throw new ArgumentException($"Prefix '{prefix}' holds the namespace delimiter '{Delimiter}'.", nameof(prefix));
        }

        if (uri.Length == 0 || uri.AsSpan().IndexOfAny('<', '"') >= 0 || !IsText(uri) || uri.StartsWith("http://www.w3.org/2000/xmlns", StringComparison.Ordinal))
        {
            throw new ArgumentException($"Prefix '{prefix}' stands for '{uri}', which is not a namespace that can be declared.", nameof(uri));
        }

        if (!_prefixes.TryAdd(uri, prefix))
        {
            throw new ArgumentException($"Namespace '{uri}' has two prefixes: '{_prefixes[uri]}' and '{prefix}'. Keep one.", nameof(uri));
        }
    }

    private static bool IsText(string uri) => uri.All(c => c > ' ' && XmlConvert.IsXmlChar(c));

    private static string Declaration(KeyValuePair<string, string> pair)
    {
        var uri = pair.Value.Replace("&", "&amp;", StringComparison.Ordinal);
        return pair.Key.Length == 0 ? $" xmlns=\"{uri}\"" : $" xmlns:{pair.Key}=\"{uri}\"";
    }
}
