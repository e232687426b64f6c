using System.Text.RegularExpressions;

namespace IntegrationActors.Definitions;

/// <summary>
/// All codes, read from <c>docs/errors.md</c>, which is part of this assembly: the document that people browse and the text of <c>ia explain</c> are the same. A test holds
/// that every code in the source is in it.
/// </summary>
public static partial class DiagnosticCodes
{
    private static readonly Lazy<IReadOnlyDictionary<string, DiagnosticCode>> Known = new(Read);

    /// <summary>In the order of the document, which is the order of the numbers.</summary>
    public static IReadOnlyCollection<DiagnosticCode> All => [.. Known.Value.Values];

    public static DiagnosticCode? Find(string code) => Known.Value.GetValueOrDefault(code.Trim());

    private static Dictionary<string, DiagnosticCode> Read()
    {
        using var stream = typeof(DiagnosticCodes).Assembly.GetManifestResourceStream("errors.md")!;
        using var reader = new StreamReader(stream);
        return Section().Matches(reader.ReadToEnd().ReplaceLineEndings("\n"))
            .Select(m => new DiagnosticCode(m.Groups["code"].Value, m.Groups["title"].Value, m.Groups["text"].Value.Trim()))
            .ToDictionary(c => c.Code, StringComparer.OrdinalIgnoreCase);
    }

    // ### IA1001 Title, then everything up to the next heading.
    [GeneratedRegex(@"^### (?<code>IA\d{4}) (?<title>.+)\n(?<text>(?:(?!#{1,3} ).*\n)*)", RegexOptions.Multiline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Section();
}
