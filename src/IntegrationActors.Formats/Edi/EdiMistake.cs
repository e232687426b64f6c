namespace IntegrationActors.Formats.Edi;

/// <summary>What is wrong with a message, apart from its syntax.</summary>
/// <param name="Kind">What kind of mistake.</param>
/// <param name="Place">Where.</param>
/// <param name="Text">What is wrong, for people.</param>
/// <param name="Value">The value that is wrong; null when it is none.</param>
internal sealed record EdiMistake(EdiMistakeKind Kind, EdiPlace Place, string Text, string? Value = null);
