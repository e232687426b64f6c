using IntegrationActors.Core.Exchanges;
using Microsoft.AspNetCore.WebUtilities;

namespace IntegrationActors.Adapters.Https.Receiver;

/// <summary>What the client of a flow said in its query, which the sender adapter keeps as a property.</summary>
internal static class SenderQuery
{
    /// <summary>Whether a header still is what a query parameter made it.</summary>
    public static bool Gave(Exchange exchange, string name, string value)
    {
        if (exchange.Properties[ReservedHeaders.SenderQueryProperty] is not string query)
        {
            return false;
        }

        string? given = null;
        foreach (var parameter in new QueryStringEnumerable(query))
        {
            if (parameter.DecodeName().Span.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                var text = parameter.DecodeValue().ToString();
                given = given is null ? text : $"{given}, {text}";
            }
        }

        // Parameters are appended to a header that came in beside them.
        return given is not null && (value == given || value.EndsWith(", " + given, StringComparison.Ordinal));
    }
}
