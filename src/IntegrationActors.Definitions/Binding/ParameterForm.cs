using IntegrationActors.Definitions.Shapes;

namespace IntegrationActors.Definitions.Binding;

/// <summary>What values of a parameter look like: the same rules as for options of that type.</summary>
internal static class ParameterForm
{
    /// <summary>What the value should be, when it is something else; null when it is right.</summary>
    public static string? Mismatch(ParameterType type, string value) => Scalar(type) is var scalar && scalar.Parse(value) is null ? scalar.Phrase : null;

    /// <summary>A value to check a flow with while the real one is not known.</summary>
    public static string Placeholder(ParameterType type) => type == ParameterType.String ? "" : Scalar(type).Sample;

    private static ScalarType Scalar(ParameterType type) => ScalarType.Of(type switch
    {
        ParameterType.Uri => typeof(Uri),
        ParameterType.Int => typeof(long),
        ParameterType.Boolean => typeof(bool),
        _ => typeof(string),
    })!;
}
