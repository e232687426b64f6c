using System.Collections.Frozen;
using System.Text.RegularExpressions;
using IntegrationActors.Adapters.Https;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Adapters.ProcessDirect;

/// <summary>
/// Headers that pass from one flow to another: names, regular expressions, or <c>*</c>. What the runtime itself sets (<c>Camel…</c>, <c>SAP_…</c>) passes by its name alone: it describes the message where it was
/// set. The type of the body always passes.
/// </summary>
internal sealed class PassedHeaders
{
    private const string ContentType = "Content-Type";

    private readonly bool _isAll;
    private readonly FrozenSet<string> _names;
    private readonly Regex[] _patterns;

    public PassedHeaders(IEnumerable<string> entries)
    {
        var all = entries.Distinct(StringComparer.OrdinalIgnoreCase).ToArray();
        _isAll = all.Contains("*", StringComparer.Ordinal);
        _names = all.Where(IsPlain).Append(ContentType).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        _patterns = [.. all.Where(entry => entry != "*" && !IsPlain(entry)).Select(Pattern)];
    }

    /// <summary>What is wrong with an entry; null when it is good.</summary>
    public static string? ProblemOf(string entry)
    {
        try
        {
            _ = entry == "*" || IsPlain(entry) ? null : Pattern(entry);
            return null;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return $"'{entry}' is neither a header name nor a regular expression: {e.Message}";
        }
    }

    /// <summary>Those of the headers that pass.</summary>
    public HeaderMap Of(HeaderMap headers)
    {
        var passed = new HeaderMap();
        foreach (var (name, value) in headers.AsSpan())
        {
            if (_names.Contains(name) || (!ReservedHeaders.IsInternal(name) && (_isAll || _patterns.Any(pattern => pattern.IsMatch(name)))))
            {
                passed.Set(name, value);
            }
        }

        return passed;
    }

    // Everything else in an entry makes it a regular expression.
    private static bool IsPlain(string entry) => entry.Length > 0 && entry.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    private static Regex Pattern(string entry) =>
        new($"^(?:{entry})$", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);
}
