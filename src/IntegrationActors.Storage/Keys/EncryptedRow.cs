namespace IntegrationActors.Storage.Keys;

/// <summary>A row with an encrypted record, without the record.</summary>
/// <param name="Key">Its primary key.</param>
/// <param name="Prefix">Says with which key the record was made.</param>
/// <param name="Length">Length of the record.</param>
internal sealed record EncryptedRow(RowKey Key, byte[] Prefix, long Length);
