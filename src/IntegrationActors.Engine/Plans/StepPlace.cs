using IntegrationActors.Core.Options;

namespace IntegrationActors.Engine.Plans;

/// <summary>A step as written, between its neighbours.</summary>
internal readonly record struct StepPlace(StepDefinition Definition, StepDefinition? Preceding, StepDefinition? Following);
