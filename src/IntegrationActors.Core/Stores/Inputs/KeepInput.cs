namespace IntegrationActors.Core.Stores.Inputs;

/// <summary>Which messages of a flow have their input kept, so that they can be sent again.</summary>
public enum KeepInput
{
    /// <summary>None.</summary>
    Off,

    /// <summary>Those that did not end well.</summary>
    Failed,

    /// <summary>Every message.</summary>
    All,
}
