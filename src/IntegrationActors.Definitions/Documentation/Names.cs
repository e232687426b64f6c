namespace IntegrationActors.Definitions.Documentation;

/// <summary>What other platforms call a component.</summary>
internal static class Names
{
    public static string Elsewhere(Component component)
    {
        string?[] names = [component.Sap is { } sap ? $"SAP Cloud Integration: {sap}." : null, component.Camel is { } camel ? $"Apache Camel: {camel}." : null];
        return string.Join(' ', names.OfType<string>());
    }
}
