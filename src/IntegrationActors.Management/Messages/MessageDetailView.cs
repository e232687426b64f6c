namespace IntegrationActors.Management.Messages;

/// <summary>A message with its steps.</summary>
/// <param name="Message">The message.</param>
/// <param name="Steps">The steps that were kept, in the order of start.</param>
/// <param name="StepsTotal">How many steps ran, kept or not.</param>
public sealed record MessageDetailView(MessageView Message, IReadOnlyList<StepView> Steps, int StepsTotal)
{
    /// <summary>Messages that were made from this one by sending it again, oldest first.</summary>
    public IReadOnlyList<string> Successors { get; init; } = [];

    /// <summary>Whether the input was kept, so that it can be sent again.</summary>
    public bool InputKept { get; init; }
}
