namespace IntegrationActors.Runtime.Configuration;

/// <summary>The first mistake in a text.</summary>
internal sealed class HoconSyntaxException(int line, string message) : Exception(message)
{
    /// <summary>Counted from 1.</summary>
    public int Line { get; } = line;
}
