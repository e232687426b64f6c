namespace IntegrationActors.Cli.Diff;

/// <summary>One line of a comparison.</summary>
/// <param name="Mark">Space: in both; minus: only in the old text; plus: only in the new one.</param>
/// <param name="Line">The line without its end.</param>
internal readonly record struct LineEdit(char Mark, string Line);
