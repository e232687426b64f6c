namespace IntegrationActors.Storage.Tests.Simulation;

/// <summary>What becomes of a commit.</summary>
internal enum CommitFate
{
    Told,

    /// <summary>Nothing was written, and that is told.</summary>
    Refused,

    /// <summary>All was written, but a failure is told.</summary>
    ToldAsFailed,

    /// <summary>All was written, and the node dies before anybody is told.</summary>
    NodeDies,
}
