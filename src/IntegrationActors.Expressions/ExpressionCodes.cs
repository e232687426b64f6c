namespace IntegrationActors.Expressions;

/// <summary>Codes of findings and faults of expressions; explained in <c>docs/errors.md</c>.</summary>
internal static class ExpressionCodes
{
    public const string Language = "IA1300";

    public const string Template = "IA1301";

    public const string Condition = "IA1302";

    public const string JsonPath = "IA1303";

    public const string XPath = "IA1304";

    public const string Mapping = "IA1334";

    public const string JsonPathFailed = "IA3013";

    public const string XPathFailed = "IA3014";

    public const string RegexTimeout = "IA3015";

    public const string MappingFailed = "IA3481";
}
