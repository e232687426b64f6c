namespace IntegrationActors.Expressions.JsonPath.IRegexps;

/// <summary>A pattern that is no I-Regexp, or one over the limits. The offset is within the pattern.</summary>
internal sealed class IRegexpException(int offset, string message) : Exception(message)
{
    public int Offset => offset;
}
