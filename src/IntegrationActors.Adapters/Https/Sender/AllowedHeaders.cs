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

    /// <summary>Entries that would let in what no client may set are void.</summary>
    public AllowedHeaders(IEnumerable<string> entries)
    {
        var all = entries.Distinct(StringComparer.OrdinalIgnoreCase).ToArray();
        _all = all.Contains("*", StringComparer.Ordinal);
        _names = [.. all.Where(entry => IsPlain(entry) && IsGranted(entry))];
        _byName = _names.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        _patterns = [.. all.Where(entry => entry != "*" && !IsPlain(entry)).Select(Pattern)];
        TakesCorrelation = _all || _byName.Contains(Correlation) || _byName.Contains(ReservedHeaders.CorrelationId);
        TakesLogLevel = _byName.Contains(ReservedHeaders.LogLevel);
    }

    /// <summary>Whether a client may give the correlation id in <see cref="Correlation"/>; in the runtime's own header it always may.</summary>
    public bool TakesCorrelation { get; }

    /// <summary>Whether a client may choose the log level of its message.</summary>
    public bool TakesLogLevel { get; }

    /// <summary>What is wrong with an entry; null when it is good.</summary>
    public static string? Check(string entry)
    {
        if (entry == "*")
        {
            return null;
        }

        if (entry.Contains('|', StringComparison.Ordinal) && entry.Split('|').All(IsPlain))
        {
            return HeaderEntryAttribute.WriteList(entry);
        }

        if (IsPlain(entry))
        {
            return IsGranted(entry) ? null : $"header '{entry}' is set by the runtime and taken from no client; leave it out";
        }

        try
        {
            Pattern(entry);
            return null;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return $"'{entry}' is neither a header name nor a regular expression: {e.Message}";
        }
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

    /// <summary>Whether a header comes in.</summary>
    public bool Takes(string name) =>
        _byName.Contains(name) || (MatchesPattern(name) && !ReservedHeaders.IsInternal(name) && !ReservedHeaders.IsSecret(name) && !ReservedHeaders.IsPerHop(name));

    public static string Join(in StringValues values) => values.Count == 1 ? values[0] ?? "" : string.Join(", ", values.ToArray());

    private void CopyMatching(IHeaderDictionary from, HeaderMap to)
    {
        foreach (var (name, values) in from)
        {
            if (Takes(name))
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

    private static bool IsPlain(string entry) => entry.Length > 0 && !entry.AsSpan().ContainsAnyExcept(Plain);

    private static bool IsGranted(string name) => !ReservedHeaders.IsInternal(name) || Grantable.Contains(name);

    // Names come from strangers: the engine without backtracking needs linear time whatever the pattern.
    private static Regex Pattern(string entry) =>
        new($"^(?:{entry})$", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);
}
