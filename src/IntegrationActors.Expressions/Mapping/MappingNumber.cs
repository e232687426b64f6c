using IntegrationActors.Core.Diagnostics;

namespace IntegrationActors.Expressions.Mapping;

/// <summary>The number of a part of an expression; null for nothing. A value that is no number is a mistake of the message, and <paramref name="place"/> says where it was to be one.</summary>
internal delegate decimal? MappingNumber(MappingRun run, in SourceSpan place);
