namespace IntegrationActors.Storage.Tests.Faults;

/// <summary>When an operation of a store fails.</summary>
public enum FaultMoment
{
    /// <summary>Nothing of it was done.</summary>
    BeforeItsEffect,

    /// <summary>All of it was done, but nobody hears of it: an answer that got lost.</summary>
    AfterItsEffect,
}
