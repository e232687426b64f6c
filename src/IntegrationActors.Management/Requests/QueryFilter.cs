using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Management.Problems;
using Microsoft.AspNetCore.Http;

namespace IntegrationActors.Management.Requests;

/// <summary>Refuses queries that the endpoint does not know.</summary>
internal sealed class QueryFilter : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var known = http.GetEndpoint()?.Metadata.GetOrderedMetadata<QueryParameter>() ?? [];
        return http.Request.Query.Keys.FirstOrDefault(name => !known.Any(k => k.Covers(name))) is { } unknown
            ? throw ProblemException.Invalid(Explain(unknown, known))
            : next(context);
    }

    private static string Explain(string name, IReadOnlyList<QueryParameter> known)
    {
        var names = known.Select(k => k.IsPrefix ? $"{k.Name}NAME" : k.Name).ToList();
        var there = names.Count == 0 ? "there are none" : $"there {(names.Count == 1 ? "is" : "are")} {string.Join(", ", names)}";
        return $"unknown query '{name}'{Suggestion.DidYouMean(name, names)}; {there}";
    }
}
