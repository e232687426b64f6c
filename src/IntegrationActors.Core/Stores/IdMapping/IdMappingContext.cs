namespace IntegrationActors.Core.Stores.IdMapping;

/// <summary>Within which ids are mapped: the same source id may have another target in another context.</summary>
/// <param name="Name">1 to 60 characters, such as the kind of business object and the pair of systems.</param>
/// <param name="Scope">Who sees it.</param>
public readonly record struct IdMappingContext(string Name, StoreScope Scope)
{
    public const int LongestName = 60;
}
