namespace IntegrationActors.Core.Options;

/// <summary>Marks the options record of a step: registers it under its name in the flow language.</summary>
/// <param name="name">The key in YAML, camel case.</param>
/// <param name="implementation">The <see cref="Steps.IStep"/>: a public constructor takes the options, and an <see cref="Steps.IStepContext"/> if it needs one.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class StepAttribute(string name, Type implementation) : ComponentAttribute(name, implementation);
