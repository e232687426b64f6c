using System.Collections.Frozen;

namespace IntegrationActors.Formats.Edi.Grammars;

/// <summary>What a data element may hold.</summary>
/// <param name="Id">Its number in the standard: <c>2005</c>.</param>
/// <param name="Name">What people call it; empty when the grammar doesn't say.</param>
/// <param name="Type">Kind and number of its characters; null: any.</param>
/// <param name="Codes">The codes that it may have; null: any.</param>
internal sealed record EdiElementDefinition(string Id, string Name, EdiDataType? Type, FrozenSet<string>? Codes);
