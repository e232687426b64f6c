using System.Buffers;
using System.Collections.Frozen;
using System.Text.RegularExpressions;
using IntegrationActors.Core.Messages;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace IntegrationActors.Adapters.Https.Sender;

/// <summary>Which headers of a request come into the message. A plain list of names, the usual case, is looked up; only patterns make it walk through all headers.</summary>
internal sealed class AllowedHeaders
{
    public const string Correlation = "X-Correlation-ID";

    /// <summary>Headers of the runtime that a client may set if the flow lists them by name.</summary>
    private static readonly FrozenSet<string> Grantable = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "SAP_ApplicationID", "SAP_MessageType", "SAP_Sender", "SAP_Receiver", ReservedHeaders.CorrelationId, ReservedHeaders.LogLevel);

    // Everything else in an entry makes it a regular expression.
    private static readonly SearchValues<char> Plain = SearchValues.Create("-_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private readonly string[] _names;
    private readonly FrozenSet<string> _byName;
    private readonly Regex[] _patterns;
    private readonly bool _all;

    private AllowedHeaders(List<string> names, List<Regex> patterns, bool all)
    {
        _names = [.. names];
        _byName = names.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        _patterns = [.. patterns];
        _all = all;
        TakesCorrelation = all || _byName.Contains(Correlation) || _byName.Contains(ReservedHeaders.CorrelationId);
        TakesLogLevel = _byName.Contains(ReservedHeaders.LogLevel);
    }

    /// <summary>Whether a client may give the correlation id.</summary>
    public bool TakesCorrelation { get; }

    /// <summary>Whether a client may choose the log level of its message.</summary>
    public bool TakesLogLevel { get; }

    public static AllowedHeaders Compile(IEnumerable<string> entries)
    {
        var (names, patterns, all) = (new List<string>(), new List<Regex>(), false);
        foreach (var entry in entries.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (entry == "*")
            {
                all = true;
            }
            else if (IsPlain(entry))
            {
                names.Add(Granted(entry));
            }
            else
            {
                patterns.Add(Pattern(entry));
            }
        }

        return new AllowedHeaders(names, patterns, all);
    }

    public void Copy(IHeaderDictionary from, HeaderMap to)
    {
        if (_all || _patterns.Length > 0)
        {
            CopyMatching(from, to);
            return;
        }

        foreach (var name in _names)
        {
            if (from.TryGetValue(name, out var values))
            {
                to.Set(name, Join(values));
            }
        }
    }

    public static string Join(in StringValues values) => values.Count == 1 ? values[0] ?? "" : string.Join(", ", values.ToArray());

    private void CopyMatching(IHeaderDictionary from, HeaderMap to)
    {
        foreach (var (name, values) in from)
        {
            if (_byName.Contains(name) || (MatchesPattern(name) && !ReservedHeaders.IsInternal(name) && !ReservedHeaders.IsSecret(name) && !ReservedHeaders.IsPerHop(name)))
            {
                to.Set(name, Join(values));
            }
        }
    }

    private bool MatchesPattern(string name)
    {
        if (_all)
        {
            return true;
        }

        foreach (var pattern in _patterns)
        {
            if (pattern.IsMatch(name))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsPlain(string entry) => !entry.AsSpan().ContainsAnyExcept(Plain);

    private static string Granted(string name) => !ReservedHeaders.IsInternal(name) || Grantable.Contains(name)
        ? name
        : throw Finding.Of(Finding.BadHeaderName, $"header '{name}' in 'allowedHeaders' is set by the runtime and taken from no client; leave it out");

    // Names come from strangers: the engine without backtracking needs linear time whatever the pattern.
    private static Regex Pattern(string entry)
    {
        try
        {
            return new Regex($"^(?:{entry})$", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw Finding.Of(Finding.BadHeaderName, $"'{entry}' in 'allowedHeaders' is neither a header name nor a regular expression: {e.Message}");
        }
    }
}
