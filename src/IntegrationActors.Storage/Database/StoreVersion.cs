namespace IntegrationActors.Storage.Database;

/// <summary>What a store says about itself.</summary>
/// <param name="Version">How many scripts of its schema it has.</param>
/// <param name="Oldest">How many scripts a program must know to use it.</param>
internal readonly record struct StoreVersion(int Version, int Oldest);
