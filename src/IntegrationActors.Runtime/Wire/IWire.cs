namespace IntegrationActors.Runtime.Wire;

/// <summary>A message between nodes, or an event or snapshot on disk. Each is listed in <see cref="WireTypes"/> under a versioned name.</summary>
internal interface IWire;
