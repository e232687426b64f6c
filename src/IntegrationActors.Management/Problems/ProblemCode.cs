namespace IntegrationActors.Management.Problems;

/// <summary>Stable codes of what the API refuses, one per cause. Listed in <c>docs/api.md</c>.</summary>
internal static class ProblemCode
{
    public const string Unexpected = "IA2000";
    public const string NotSignedIn = "IA2001";
    public const string SignInRefused = "IA2002";
    public const string TooManySignIns = "IA2003";
    public const string NotFound = "IA2004";
    public const string InvalidRequest = "IA2005";
    public const string Findings = "IA2006";
    public const string NotStarted = "IA2007";
    public const string VersionConflict = "IA2008";
    public const string VersionRequired = "IA2009";
    public const string Exists = "IA2010";
    public const string MediaType = "IA2011";
    public const string TooLarge = "IA2012";
    public const string NotReady = "IA2013";
    public const string MethodNotAllowed = "IA2014";
    public const string Forbidden = "IA2015";
    public const string MasterKeyMissing = "IA2016";
}
