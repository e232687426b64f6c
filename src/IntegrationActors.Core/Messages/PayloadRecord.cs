namespace IntegrationActors.Core.Messages;

/// <summary>A JSON object whose members are all texts, as fields with names.</summary>
public abstract class PayloadRecord : PayloadDocument
{
    /// <summary>Names of the fields in UTF-8, each once. Records of one table have the same list, so that what was found in it holds for all of them.</summary>
    public abstract IReadOnlyList<ReadOnlyMemory<byte>> Names { get; }

    /// <summary>Value of a field, in UTF-8.</summary>
    public abstract ReadOnlySpan<byte> Value(int field);
}
