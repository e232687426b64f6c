using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace IntegrationActors.Management.Problems;

/// <summary>Writes a <see cref="Problem"/> with the trace of its request.</summary>
internal sealed class ProblemResult(Problem problem) : IResult, IStatusCodeHttpResult
{
    public int? StatusCode => problem.Status;

    public string Code => problem.Code;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = problem.Status;
        if (problem.RetryAfter is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        var traced = problem with { TraceId = Activity.Current?.TraceId.ToHexString() ?? httpContext.TraceIdentifier };

        // Without options it is written as all answers are.
        return response.WriteAsJsonAsync(traced, options: null, Problem.MediaType, httpContext.RequestAborted);
    }
}
