namespace IntegrationActors.Formats.Mime;

/// <summary>How parts are written (RFC 2045, 6).</summary>
public enum MimeTransferEncoding
{
    /// <summary>Base64: survives every way.</summary>
    Base64,

    /// <summary>As they are: shortest, for HTTP and files.</summary>
    Binary,

    /// <summary>Quoted-printable: text stays readable.</summary>
    QuotedPrintable,
}
