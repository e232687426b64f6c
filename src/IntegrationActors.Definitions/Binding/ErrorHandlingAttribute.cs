namespace IntegrationActors.Definitions.Binding;

/// <summary>The steps of this option, and those inside them, run when a step failed.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ErrorHandlingAttribute : Attribute;
