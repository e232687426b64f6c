namespace IntegrationActors.Security.XmlSignatures;

/// <summary>How XML is written before it is hashed.</summary>
public enum Canonicalization
{
    /// <summary>Exclusive C14N: the signed part can be moved into other documents.</summary>
    Exclusive,

    /// <summary>Exclusive C14N with comments.</summary>
    ExclusiveWithComments,

    /// <summary>C14N 1.0.</summary>
    Inclusive,

    /// <summary>C14N 1.0 with comments.</summary>
    InclusiveWithComments,

    /// <summary>C14N 1.1.</summary>
    Inclusive11,

    /// <summary>C14N 1.1 with comments.</summary>
    Inclusive11WithComments,
}
