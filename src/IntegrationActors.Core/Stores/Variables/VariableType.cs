namespace IntegrationActors.Core.Stores.Variables;

/// <summary>What the text of a variable is. The numbers are stored.</summary>
public enum VariableType
{
    Text = 0,

    /// <summary>A decimal number with a point, <c>-12.5</c>.</summary>
    Number = 1,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean = 2,

    /// <summary>A time of ISO 8601, <c>2026-03-01T12:00:00Z</c>.</summary>
    Time = 3,

    /// <summary>An XML document or element.</summary>
    Xml = 4,

    /// <summary>A JSON value.</summary>
    Json = 5,
}
