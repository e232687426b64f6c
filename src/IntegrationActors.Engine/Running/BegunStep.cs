using IntegrationActors.Core.Exchanges;
using IntegrationActors.Engine.Plans;

namespace IntegrationActors.Engine.Running;

/// <summary>A step that was begun. Its outcome counts when <see cref="StepRunner.End"/> has seen it.</summary>
/// <param name="Node">The step.</param>
/// <param name="Handle">Its entry in the log.</param>
/// <param name="Started">Reading of the clock at its start.</param>
/// <param name="Pending">What it does.</param>
internal readonly record struct BegunStep(PlanNode Node, int Handle, long Started, ValueTask<Outcome> Pending);
