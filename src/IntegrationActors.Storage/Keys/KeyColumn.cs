namespace IntegrationActors.Storage.Keys;

/// <summary>What a column of a primary key holds.</summary>
internal enum KeyColumnKind
{
    Number,
    Text,
    Blob,
}

/// <summary>A column of the primary key of an <see cref="EncryptedTable"/>.</summary>
internal sealed record KeyColumn(string Name, KeyColumnKind Kind)
{
    public static KeyColumn Number(string name) => new(name, KeyColumnKind.Number);

    public static KeyColumn Text(string name) => new(name, KeyColumnKind.Text);

    public static KeyColumn Blob(string name) => new(name, KeyColumnKind.Blob);
}
