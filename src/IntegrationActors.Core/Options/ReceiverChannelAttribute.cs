namespace IntegrationActors.Core.Options;

/// <summary>Marks the options record of a receiver channel (in <c>call</c> and <c>send</c>).</summary>
/// <param name="name">The key in YAML, such as <c>https</c>.</param>
/// <param name="implementation">The <see cref="Adapters.IReceiverAdapter"/>: a public constructor takes the options and an <see cref="Steps.IFlowContext"/>.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ReceiverChannelAttribute(string name, Type implementation) : ComponentAttribute(name, implementation);
