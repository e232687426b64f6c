namespace IntegrationActors.Definitions.Binding;

/// <summary>Codes of findings about what stands in a flow file, beside <see cref="Core.Diagnostics.ReferenceCodes"/>; explained in <c>docs/errors.md</c>.</summary>
internal static class FindingCodes
{
    public const string Syntax = "IA1000";

    public const string UnknownOption = "IA1001";

    public const string Shape = "IA1002";

    public const string Value = "IA1003";

    public const string Missing = "IA1004";

    public const string Range = "IA1005";

    public const string UnknownStep = "IA1006";

    public const string UnknownChannel = "IA1007";

    public const string DuplicateKey = "IA1008";

    public const string Rule = "IA1009";

    public const string Limit = "IA1010";

    public const string NeverStarts = "IA1011";

    public const string ParameterValue = "IA1205";

    public const string UnusedParameter = "IA1206";

    public const string UnusedProcess = "IA1207";
}
