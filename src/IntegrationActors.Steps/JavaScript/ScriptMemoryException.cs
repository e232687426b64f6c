namespace IntegrationActors.Steps.JavaScript;

/// <summary>A function of the language would have allocated more than the script may.</summary>
internal sealed class ScriptMemoryException : Exception;
