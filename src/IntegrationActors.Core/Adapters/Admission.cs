namespace IntegrationActors.Core.Adapters;

public enum AdmissionKind
{
    /// <summary>Go on; dispose of the admission when the message is settled.</summary>
    Admitted,

    /// <summary>The flow has all it can take; try again later.</summary>
    Full,

    /// <summary>This version of the flow takes no more messages; a newer one may.</summary>
    Closed,
}

/// <summary>Answer of a flow's gate. An admitted message holds a place until this is disposed of, exactly once.</summary>
public readonly struct Admission(AdmissionKind kind, IAdmissionOwner? owner = null) : IDisposable
{
    public AdmissionKind Kind { get; } = kind;

    public bool IsAdmitted => Kind == AdmissionKind.Admitted;

    public void Dispose() => owner?.Exit();
}
