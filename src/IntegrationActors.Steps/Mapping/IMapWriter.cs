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

    /// <summary>The target is whole.</summary>
    void Complete();
}
