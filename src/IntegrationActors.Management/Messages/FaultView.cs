namespace IntegrationActors.Management.Messages;

/// <summary>What went wrong with a message.</summary>
/// <param name="Code">Stable code, such as <c>IA3001</c>.</param>
/// <param name="Message">What was tried, on what, and what came back.</param>
/// <param name="Hint">What to do next.</param>
/// <param name="Step">Name of the failed step.</param>
/// <param name="Place">File, line and column of the step.</param>
public sealed record FaultView(string Code, string Message, string? Hint, string? Step, string? Place);
