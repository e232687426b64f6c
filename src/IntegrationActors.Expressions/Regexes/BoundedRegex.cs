using System.Text.RegularExpressions;
using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Expressions.Regexes;

/// <summary>
/// Builds regular expressions that can't hang: in linear time where .NET's non-backtracking engine knows all that the pattern uses,
/// else with a time limit.
/// </summary>
internal static class BoundedRegex
{
    /// <summary>Longest pattern: the engine's automaton grows faster than the pattern, and is built where no time limit reaches.</summary>
    public const int MaxLength = 4_000;

    private static readonly TimeSpan BacktrackingTimeout = TimeSpan.FromMilliseconds(100);

    // Linear time on a body of many megabytes may be more than that.
    private static readonly TimeSpan LinearTimeout = TimeSpan.FromSeconds(1);

    /// <summary>Compiles a pattern.</summary>
    /// <exception cref="RegexParseException">The pattern is no regular expression.</exception>
    public static Regex Create(string pattern, RegexOptions options = RegexOptions.None)
    {
        options |= RegexOptions.CultureInvariant;
        try
        {
            return new Regex(pattern, options | RegexOptions.NonBacktracking, LinearTimeout);
        }
        catch (NotSupportedException)
        {
            return new Regex(pattern, options, BacktrackingTimeout);
        }
    }

    /// <summary>The failure of a match that took too long.</summary>
    public static FaultException TimedOut(RegexMatchTimeoutException timeout) => new(
        ExpressionCodes.RegexTimeout,
        $"The regex '{timeout.Pattern}' took longer than {timeout.MatchTimeout.TotalMilliseconds} ms on this message.",
        "Write it without look-around and back-references: then it matches in linear time.",
        timeout);

    /// <summary>What is wrong with a pattern, without the pattern.</summary>
    public static string Explain(RegexParseException wrong)
    {
        var place = $"at offset {wrong.Offset}. ";
        var start = wrong.Message.LastIndexOf(place, StringComparison.Ordinal);
        return start < 0 ? wrong.Error.ToString() : wrong.Message[(start + place.Length)..].TrimEnd('.');
    }
}
