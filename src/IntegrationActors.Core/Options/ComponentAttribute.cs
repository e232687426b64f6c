namespace IntegrationActors.Core.Options;

/// <summary>What steps and channels have in common: a name in the flow language and the names other platforms use.</summary>
public abstract class ComponentAttribute(string name, Type implementation) : Attribute
{
    public string Name { get; } = name;

    public Type Implementation { get; } = implementation;

    /// <summary>What SAP Cloud Integration calls it; shown in the reference.</summary>
    public string? Sap { get; init; }

    /// <summary>What Apache Camel calls it; shown in the reference.</summary>
    public string? Camel { get; init; }
}
