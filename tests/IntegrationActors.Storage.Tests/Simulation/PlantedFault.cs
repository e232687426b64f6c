namespace IntegrationActors.Storage.Tests.Simulation;

/// <summary>A mistake that is put into the product to see whether the simulation finds it.</summary>
public enum PlantedFault
{
    None,

    /// <summary>A write is acknowledged before its commit.</summary>
    EarlyAcknowledgement,

    /// <summary>Who has lost a message may still say what became of it.</summary>
    LostLease,

    /// <summary>An exclusive queue gives out a message from the middle of its line.</summary>
    Reorder,
}
