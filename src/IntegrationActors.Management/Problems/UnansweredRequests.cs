using IntegrationActors.Management.Access;
using Microsoft.AspNetCore.Http;

namespace IntegrationActors.Management.Problems;

/// <summary>Answers what no endpoint takes, an unknown path or a method that a path doesn't have, as a problem; below the API only to those who are signed in.</summary>
internal sealed class UnansweredRequests(RequestDelegate next, AccessGuard guard)
{
    private const string Api = "/api";
    private const string Document = "/openapi";

    public async Task InvokeAsync(HttpContext http)
    {
        await next(http);
        if (http.Response is { HasStarted: false, ContentType: null, ContentLength: null } && Explain(http) is { } problem)
        {
            var refusal = IsGuarded(http.Request.Path) ? await guard.RefusalAsync(http) : null;
            await (refusal ?? new ProblemResult(problem.Problem)).ExecuteAsync(http);
        }
    }

    private static bool IsGuarded(PathString path) => path.StartsWithSegments(Api, StringComparison.OrdinalIgnoreCase) || path.StartsWithSegments(Document, StringComparison.OrdinalIgnoreCase);

    // The router has written the methods that there are into Allow.
    private static ProblemException? Explain(HttpContext http) => (http.Response.StatusCode, $"{http.Request.Method} {http.Request.Path}") switch
    {
        (StatusCodes.Status404NotFound, var what) => ProblemException.NotFound($"there is no {what}; /openapi/v1.json describes what there is"),
        (StatusCodes.Status405MethodNotAllowed, var what) => ProblemException.MethodNotAllowed($"there is no {what}; this path has {http.Response.Headers.Allow}"),
        _ => null,
    };
}
