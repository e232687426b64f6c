namespace IntegrationActors.Security.Pgp;

/// <summary>Compression inside of an OpenPGP message.</summary>
public enum PgpCompression
{
    /// <summary>Not compressed.</summary>
    None,

    /// <summary>ZIP (RFC 1951).</summary>
    Zip,

    /// <summary>ZLIB (RFC 1950).</summary>
    Zlib,

    /// <summary>BZip2.</summary>
    Bzip2,
}
