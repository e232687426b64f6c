namespace IntegrationActors.Expressions.Mapping;

/// <summary>A compiled part of an expression.</summary>
internal delegate object? MappingEvaluator(MappingRun run);
