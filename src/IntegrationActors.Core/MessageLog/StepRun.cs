namespace IntegrationActors.Core.MessageLog;

/// <summary>One step of one run.</summary>
/// <param name="Node">Index of the step in the plan of the flow version.</param>
/// <param name="Started">Microseconds from the start of the run.</param>
/// <param name="Duration">Microseconds; -1 while it runs.</param>
/// <param name="Failed">Whether the step ended in a fault.</param>
public readonly record struct StepRun(int Node, int Started, int Duration, bool Failed);
