namespace IntegrationActors.Expressions.JsonPath.IRegexps;

/// <summary>What of a string has to match.</summary>
internal enum IRegexpScope
{
    Whole,
    Part,
}
