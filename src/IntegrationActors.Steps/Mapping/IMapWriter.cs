namespace IntegrationActors.Steps.Mapping;

/// <summary>Writes a target in one format. Names are null at the top and inside of lists.</summary>
internal interface IMapWriter : IDisposable
{
    void BeginObject(MapName? name);

    void EndObject();

    void BeginList(MapName? name);

    void EndList();

    /// <summary>A value of a mapping expression, never null.</summary>
    void Value(MapName? name, object value);

    void Number(MapName? name, decimal number);

    void Text(MapName? name, ReadOnlySpan<char> text);

    /// <summary>A text that is known to be UTF-8.</summary>
    void Text(MapName? name, ReadOnlySpan<byte> utf8);

    /// <summary>The target is whole.</summary>
    void Complete();
}
