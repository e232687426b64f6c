namespace IntegrationActors.Formats.Xml;

/// <summary>The name of a node.</summary>
/// <param name="Prefix">Empty when it has none.</param>
/// <param name="Local">Local name of an element or attribute, prefix of a declaration, target of an instruction; empty for all else.</param>
/// <param name="Uri">Empty when it is in no namespace.</param>
internal sealed record XmlTreeName(string Prefix, string Local, string Uri)
{
    /// <summary>As it stands in the document.</summary>
    public string Full { get; } = Prefix.Length == 0 ? Local : $"{Prefix}:{Local}";
}
