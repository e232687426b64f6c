namespace IntegrationActors.Definitions.Bundles;

/// <summary>Codes of findings about bundles; explained in <c>docs/errors.md</c>.</summary>
internal static class BundleCodes
{
    public const string Unreadable = "IA1400";

    public const string TooLarge = "IA1401";

    public const string BadPath = "IA1402";

    public const string NoFlow = "IA1403";
}
