namespace IntegrationActors.Steps.Validation;

/// <summary>What <see cref="ValidationVerdict"/> wants to know of a step that validates.</summary>
internal interface IValidationOptions
{
    /// <summary>Whether the flow goes on with an invalid body.</summary>
    bool PreventException { get; }

    /// <summary>Whether what is wrong is also attached to the message's entry in the log.</summary>
    bool AttachResult { get; }

    /// <summary>Name of the property with what is wrong.</summary>
    string Property { get; }
}
