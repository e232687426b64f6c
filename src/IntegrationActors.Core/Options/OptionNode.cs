using IntegrationActors.Core.Diagnostics;

namespace IntegrationActors.Core.Options;

/// <summary>A piece of an option that only its step understands, such as the tree of a mapping: as it was written, with its places.</summary>
/// <param name="Span">Where it stands.</param>
public abstract record OptionNode(SourceSpan Span);

/// <summary>A map with keys of the step's choice, in the order of the file.</summary>
public sealed record OptionMap(SourceSpan Span, IReadOnlyList<OptionEntry> Entries) : OptionNode(Span);

/// <summary>A key with its value.</summary>
public sealed record OptionEntry(OptionText Key, OptionNode Value);

/// <summary>A list.</summary>
public sealed record OptionList(SourceSpan Span, IReadOnlyList<OptionNode> Items) : OptionNode(Span);

/// <summary>A whole tree.</summary>
public sealed record OptionTree(OptionNode Root);
