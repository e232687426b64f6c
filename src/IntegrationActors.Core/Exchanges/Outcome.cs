namespace IntegrationActors.Core.Exchanges;

public enum OutcomeKind
{
    /// <summary>Go on with the next step.</summary>
    Next,

    /// <summary>Go on with a nested sequence of this step, then with the next step.</summary>
    Branch,

    /// <summary>This process is done; a local process returns to its caller.</summary>
    End,

    /// <summary>The whole exchange is done, quietly, and counts as completed.</summary>
    Terminate,

    /// <summary>The step failed; the exchange goes to <c>onError</c> or ends FAILED.</summary>
    Failed,

    /// <summary>The exchange ends ESCALATED; a synchronous sender gets an error.</summary>
    Escalated,
}

/// <summary>What a step tells the engine to do next. Expected failures are outcomes, not exceptions.</summary>
public readonly struct Outcome
{
    private Outcome(OutcomeKind kind, int branch = 0, Fault? fault = null, bool isPastOnError = false) => (Kind, Branch, Fault, IsPastOnError) = (kind, branch, fault, isPastOnError);

    public OutcomeKind Kind { get; }

    /// <summary>Index into <see cref="Steps.IBranchingOptions.Branches"/> when <see cref="Kind"/> is Branch.</summary>
    public int Branch { get; }

    /// <summary>Set when <see cref="Kind"/> is Failed or Escalated.</summary>
    public Fault? Fault { get; }

    /// <summary>Parts of the message failed, and <c>onError</c> of the process has had each of them: it is not asked once more for the message.</summary>
    public bool IsPastOnError { get; }

    public static Outcome Next => default;

    public static Outcome End { get; } = new(OutcomeKind.End);

    public static Outcome Terminate { get; } = new(OutcomeKind.Terminate);

    public static Outcome Take(int branch) => new(OutcomeKind.Branch, branch);

    public static Outcome Failed(Fault fault, bool isPastOnError = false) => new(OutcomeKind.Failed, fault: fault, isPastOnError: isPastOnError);

    public static Outcome Escalated(Fault fault) => new(OutcomeKind.Escalated, fault: fault);
}
