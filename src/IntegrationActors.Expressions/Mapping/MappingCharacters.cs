namespace IntegrationActors.Expressions.Mapping;

/// <summary>The text that is the value of a part of an expression, where it stands in the message; false when it has to be found in another way, or is none.</summary>
internal delegate bool MappingCharacters(MappingRun run, out ReadOnlySpan<char> text);
