using System.IO.Enumeration;

namespace IntegrationActors.Steps.Bodies;

/// <summary>Names of headers, in which <c>*</c> stands for any characters and <c>?</c> for one; upper and lower case are the same.</summary>
internal sealed class HeaderPatterns(IReadOnlyList<string> patterns)
{
    public bool Fit(string header) => patterns.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, header, ignoreCase: true));
}
