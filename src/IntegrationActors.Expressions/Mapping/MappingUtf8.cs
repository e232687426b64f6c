namespace IntegrationActors.Expressions.Mapping;

/// <summary>As <see cref="MappingCharacters"/>, of a text that stands there in UTF-8.</summary>
internal delegate bool MappingUtf8(MappingRun run, out ReadOnlySpan<byte> text);
