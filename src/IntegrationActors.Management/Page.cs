namespace IntegrationActors.Management;

/// <summary>One page of a list.</summary>
/// <param name="Items">The entries.</param>
/// <param name="NextCursor">Give it as <c>cursor</c> to get the next page; null on the last page.</param>
/// <typeparam name="T">What is listed.</typeparam>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextCursor = null);
