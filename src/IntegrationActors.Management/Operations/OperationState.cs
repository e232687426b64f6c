namespace IntegrationActors.Management.Operations;

/// <summary>How a piece of long work is doing.</summary>
public enum OperationState
{
    /// <summary>It goes on.</summary>
    Running,

    /// <summary>All is done.</summary>
    Done,

    /// <summary>It broke off; what was done stays done.</summary>
    Failed,
}
