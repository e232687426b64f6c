using IntegrationActors.Management.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace IntegrationActors.Management.Access;

/// <summary>Writes one line per write, and per read of message content: who did what to what, from where, and how it ended.</summary>
internal sealed class AuditFilter(AuditTrail trail) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (!IsAudited(http))
        {
            return await next(context);
        }

        var outcome = "failed";
        try
        {
            var result = await next(context);
            outcome = (result as ProblemResult)?.Code ?? "done";
            return result;
        }
        finally
        {
            Write(http, outcome);
        }
    }

    private static bool IsAudited(HttpContext http) =>
        !HttpMethods.IsGet(http.Request.Method) || http.GetEndpoint()?.Metadata.GetMetadata<AuditedRead>() is not null;

    private void Write(HttpContext http, string outcome)
    {
        var action = http.GetEndpoint()?.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? http.Request.Method;
        var from = http.Connection.RemoteIpAddress?.ToString() ?? "socket";

        // The encoded form of the path: a decoded one could bear line breaks.
        trail.Write(Caller.Of(http).ToString(), action, http.Request.Path.ToUriComponent(), from, outcome);
    }
}
