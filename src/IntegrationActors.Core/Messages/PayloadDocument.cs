using System.Buffers;
using System.Xml.XPath;

namespace IntegrationActors.Core.Messages;

/// <summary>
/// A small body that exists in a form that is quicker to look at than bytes, made by whoever cut it out of a larger one. Its bytes are written when somebody asks for them: steps that only look for values never
/// do. Never changed; thread-safe.
/// </summary>
public abstract class PayloadDocument
{
    /// <summary>Writes the document in UTF-8.</summary>
    public abstract void WriteTo(IBufferWriter<byte> target);
}

/// <summary>An XML document as a tree.</summary>
public abstract class PayloadTree : PayloadDocument
{
    /// <summary>A navigator at the root.</summary>
    public abstract XPathNavigator Navigate();
}

/// <summary>A JSON object whose members are all texts, as fields with names.</summary>
public abstract class PayloadRecord : PayloadDocument
{
    /// <summary>Names of the fields in UTF-8, each once. Records of one table have the same list, so that what was found in it holds for all of them.</summary>
    public abstract IReadOnlyList<ReadOnlyMemory<byte>> Names { get; }

    /// <summary>Value of a field, in UTF-8.</summary>
    public abstract ReadOnlySpan<byte> Value(int field);
}
