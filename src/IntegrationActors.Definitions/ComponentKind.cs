namespace IntegrationActors.Definitions;

/// <summary>Where a component stands in a flow.</summary>
public enum ComponentKind
{
    /// <summary>In a list of steps.</summary>
    Step,

    /// <summary>Under <c>from</c>.</summary>
    Sender,

    /// <summary>In a step that delivers, such as <c>call</c>.</summary>
    Receiver,
}
