namespace IntegrationActors.Security.XmlSignatures;

/// <summary>Where the signature stands.</summary>
public enum SignatureForm
{
    /// <summary>Inside of the document that it signs.</summary>
    Enveloped,

    /// <summary>Around the document that it signs.</summary>
    Enveloping,

    /// <summary>Behind the element that it signs, which has an id.</summary>
    Detached,
}
