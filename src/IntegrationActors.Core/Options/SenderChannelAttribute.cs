namespace IntegrationActors.Core.Options;

/// <summary>Marks the options record of a sender channel (<c>from</c>).</summary>
/// <param name="name">The key in YAML, such as <c>https</c>.</param>
/// <param name="implementation">The <see cref="Adapters.ISenderAdapter"/>: a public constructor takes the options and an <see cref="Steps.IFlowContext"/>.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SenderChannelAttribute(string name, Type implementation) : ComponentAttribute(name, implementation);
