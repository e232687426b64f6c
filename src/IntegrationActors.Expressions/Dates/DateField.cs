namespace IntegrationActors.Expressions.Dates;

/// <summary>One field of a pattern.</summary>
/// <param name="Kind">How it is printed.</param>
/// <param name="Text">The format of .NET, for <see cref="DateFieldKind.Format"/>.</param>
/// <param name="Count">How often the letter stands: the least number of digits.</param>
internal sealed record DateField(DateFieldKind Kind, string Text, int Count);
