namespace IntegrationActors.Core.Stores.Queues;

/// <summary>A queue that a flow needs.</summary>
/// <param name="Name">Letters, digits, <c>_ . -</c>, at most 80; unique within the tenant.</param>
/// <param name="Access">How consumers share it.</param>
public sealed record QueueDeclaration(string Name, QueueAccess Access)
{
    public const int LongestName = 80;
}
