namespace IntegrationActors.Core.Stores.Variables;

/// <summary>A variable as people see it, without its value.</summary>
/// <param name="Scope">Who sees it.</param>
/// <param name="Name">Unique within the scope.</param>
/// <param name="Type">What the value is.</param>
/// <param name="Written">When it was last written.</param>
/// <param name="Expires">When it is deleted, unless it is written again.</param>
public sealed record VariableInfo(StoreScope Scope, string Name, VariableType Type, DateTimeOffset Written, DateTimeOffset Expires);
