namespace IntegrationActors.Runtime;

/// <summary>Whether the node takes messages: from the moment its flows have started until it stops. For <c>/readyz</c>.</summary>
public sealed class NodeReadiness
{
    private volatile string? _reason = "the node is starting";

    public bool IsReady => _reason is null;

    /// <summary>Why the node isn't ready; null when it is.</summary>
    public string? Reason => _reason;

    internal void Starting(string reason) => _reason = reason;

    internal void Ready() => _reason = null;

    internal void Stopping() => _reason = "the node is stopping";
}
