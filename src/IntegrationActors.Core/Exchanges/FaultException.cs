namespace IntegrationActors.Core.Exchanges;

/// <summary>Carries a <see cref="Fault"/> out of code that can't return an <see cref="Outcome"/>, such as an expression or a body view.</summary>
public sealed class FaultException(Fault fault) : Exception(fault.ToString(), fault.Cause)
{
    public FaultException(string code, string message, string? hint = null, Exception? cause = null)
        : this(new Fault(code, message, hint, cause))
    {
    }

    public Fault Fault { get; } = fault;
}
