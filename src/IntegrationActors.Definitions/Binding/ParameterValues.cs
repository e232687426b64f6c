using System.Text.RegularExpressions;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Definitions.Yaml;

namespace IntegrationActors.Definitions.Binding;

/// <summary>
/// Parameters of the flow that is read: which are declared, which value they have here (none, when the flow is read without a deployment), and which are used.
/// </summary>
internal sealed partial class ParameterValues(IReadOnlyDictionary<string, string?>? values)
{
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    /// <summary>For what is read before parameters have values.</summary>
    public static ParameterValues None => new(null);

    public bool IsUsed(string name) => _used.Contains(name);

    /// <summary>Notes which parameters an expression names.</summary>
    public void Use(string text)
    {
        foreach (Match match in Reference().Matches(text))
        {
            _used.Add(match.Groups["name"].Value.Trim());
        }
    }

    /// <summary>The text with values in place of <c>${param.x}</c>; null when a parameter is unknown (reported) or has no value yet.</summary>
    public string? Fill(YamlScalar scalar, Findings findings)
    {
        if (!scalar.Text.Contains("${param.", StringComparison.Ordinal))
        {
            return scalar.Text;
        }

        Use(scalar.Text);
        var complete = true;
        var text = Reference().Replace(scalar.Text, match =>
        {
            var name = match.Groups["name"].Value.Trim();
            string? value = null;
            if (values?.TryGetValue(name, out value) != true)
            {
                findings.Error(ReferenceCodes.UnknownParameter, scalar.PlaceOf(match.Index, match.Length), UnknownText(name));
            }

            complete &= value is not null;
            return value ?? "";
        });
        return complete ? text : null;
    }

    private string UnknownText(string name) => values is null
        ? $"parameter '{Wording.Short(name)}' can't be used here: this is read before parameters have values"
        : $"unknown parameter '{Wording.Short(name)}'{Suggestion.DidYouMean(name, values.Keys)}; declare it under parameters:";

    [GeneratedRegex(@"\$\{\s*param\.(?<name>[^}]*)\}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reference();
}
