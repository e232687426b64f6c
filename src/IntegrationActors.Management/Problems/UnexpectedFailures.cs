using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace IntegrationActors.Management.Problems;

/// <summary>Stands before all endpoints: what nobody expects is logged by the framework and answered as a problem without details, and what no endpoint takes is a problem too.</summary>
internal sealed class UnexpectedFailures : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = AnswerAsync });
        app.UseMiddleware<UnansweredRequests>();
        next(app);
    };

    private static Task AnswerAsync(HttpContext http)
    {
        var known = http.Features.Get<IExceptionHandlerFeature>()?.Error is { } failure ? ProblemFilter.Explain(failure) : null;
        var problem = known ?? ProblemException.Of(
            StatusCodes.Status500InternalServerError,
            ProblemCode.Unexpected,
            "Unexpected failure",
            "the server met something that nobody foresaw; its log has it under the traceId of this answer");
        return new ProblemResult(problem.Problem).ExecuteAsync(http);
    }
}
