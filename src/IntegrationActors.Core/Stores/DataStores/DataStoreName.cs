namespace IntegrationActors.Core.Stores.DataStores;

/// <summary>A data store: it exists as long as it has entries.</summary>
/// <param name="Name">1 to 40 characters, no blanks; unique within the scope.</param>
/// <param name="Scope">Who sees it.</param>
public readonly record struct DataStoreName(string Name, StoreScope Scope)
{
    public const int LongestName = 40;

    public override string ToString() => $"{Name} ({Scope})";
}
