namespace IntegrationActors.Management.Messages;

/// <summary>One step of the run of a message.</summary>
/// <param name="Index">Number of the step in the run, counted from 1 in the order of start.</param>
/// <param name="Name">Name of the step.</param>
/// <param name="Kind">Kind of the step in the flow language.</param>
/// <param name="Place">File, line and column of the step.</param>
/// <param name="StartMs">Milliseconds from the start of the message.</param>
/// <param name="DurationMs">Milliseconds; null when the step has not ended.</param>
/// <param name="Failed">Whether the step failed.</param>
public sealed record StepView(int Index, string Name, string? Kind, string? Place, double StartMs, double? DurationMs, bool Failed);
