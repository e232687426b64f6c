namespace IntegrationActors.Definitions;

/// <summary>Text of a flow file.</summary>
/// <param name="File">Its name as the user knows it, relative to the bundle; findings begin with it.</param>
/// <param name="Text">The YAML.</param>
public sealed record FlowSource(string File, string Text);
