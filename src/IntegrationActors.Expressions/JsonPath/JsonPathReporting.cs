using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Expressions.JsonPath;

/// <summary>Mistakes and failures of JSONPath in the words of findings and faults.</summary>
public static class JsonPathReporting
{
    /// <summary>Parses a query that stands in a flow.</summary>
    /// <exception cref="DiagnosticException">IA1303: it is wrong; with its place.</exception>
    public static JsonPathQuery Parse(OptionText text)
    {
        try
        {
            return JsonPathQuery.Parse(text.Text);
        }
        catch (JsonPathException mistake)
        {
            throw new DiagnosticException(Diagnostic.Error(ExpressionCodes.JsonPath, text.PlaceOf(mistake.Offset), mistake.Message));
        }
    }

    /// <summary>The failure of a query on a message.</summary>
    public static FaultException Failed(JsonPathQuery query, JsonPathException failure) =>
        new(ExpressionCodes.JsonPathFailed, $"JSONPath '{query.Text}' failed: {failure.Message}.", cause: failure);
}
