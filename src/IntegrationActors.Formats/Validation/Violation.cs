using System.Globalization;

namespace IntegrationActors.Formats.Validation;

/// <summary>A place where a document is not as its schema wants it.</summary>
/// <param name="Line">Line, counted from 1; 0 when it is not known.</param>
/// <param name="Column">Column, counted from 1.</param>
/// <param name="Message">What is wrong.</param>
public sealed record Violation(int Line, int Column, string Message)
{
    public override string ToString() => Line == 0 ? Message : string.Create(CultureInfo.InvariantCulture, $"line {Line}, column {Column}: {Message}");
}
