using System.Buffers;

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
