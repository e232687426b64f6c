namespace IntegrationActors.Formats.Canonicalization;

/// <summary>How a document or a part of it is written before bytes are compared or hashed.</summary>
public enum CanonicalForm
{
    /// <summary>Not at all: the bytes as they are, or the text of a part.</summary>
    None,

    /// <summary>Canonical XML 1.0 without comments.</summary>
    C14n,

    /// <summary>Canonical XML 1.0 with comments.</summary>
    C14nWithComments,

    /// <summary>Canonical XML 1.1 without comments.</summary>
    C14n11,

    /// <summary>Canonical XML 1.1 with comments.</summary>
    C14n11WithComments,

    /// <summary>Exclusive XML Canonicalization 1.0 without comments.</summary>
    Exclusive,

    /// <summary>Exclusive XML Canonicalization 1.0 with comments.</summary>
    ExclusiveWithComments,
}
