namespace IntegrationActors.Core.Diagnostics;

/// <summary>Codes of findings about what a flow refers to: more than one part of the platform resolves names. Explained in <c>docs/errors.md</c>.</summary>
public static class ReferenceCodes
{
    /// <summary>The bundle has no file of this path.</summary>
    public const string UnknownResource = "IA1201";

    /// <summary>The tenant has no credential of this name.</summary>
    public const string UnknownCredential = "IA1202";

    /// <summary>The flow has no process of this name.</summary>
    public const string UnknownProcess = "IA1203";

    /// <summary>The flow declares no parameter of this name.</summary>
    public const string UnknownParameter = "IA1204";
}
