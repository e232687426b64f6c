using IntegrationActors.Management.Problems;
using Microsoft.AspNetCore.Http;

namespace IntegrationActors.Management.Requests;

/// <summary>Reads queries that are true or false.</summary>
internal static class QueryFlags
{
    /// <summary>The value; false when it is not given. Anything else but true and false is refused: <c>dryRun=1</c> must never deploy.</summary>
    public static bool Flag(this HttpRequest request, string name) => request.Query[name].ToString() switch
    {
        "" when !request.Query.ContainsKey(name) => false,
        "true" => true,
        "false" => false,
        var other => throw ProblemException.Invalid($"{name}: '{other}' is neither true nor false"),
    };
}
