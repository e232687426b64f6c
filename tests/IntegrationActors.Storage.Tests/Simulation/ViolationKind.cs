namespace IntegrationActors.Storage.Tests.Simulation;

/// <summary>What does not hold.</summary>
public enum ViolationKind
{
    /// <summary>A message that was acknowledged was never processed and is not set aside.</summary>
    Lost,

    /// <summary>Messages of an exclusive queue overtook each other.</summary>
    Order,

    /// <summary>Somebody settled a message that he did not have.</summary>
    Lease,

    /// <summary>There are more or fewer messages than there must be.</summary>
    Count,

    /// <summary>Work is left, or has no end, though nothing fails any more.</summary>
    Stuck,

    /// <summary>A failure that the product should have dealt with.</summary>
    Failure,

    /// <summary>Something ran on another thread, so that the seed does not give the same run again.</summary>
    Strayed,
}
