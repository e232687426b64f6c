using System.Globalization;
using System.Text;
using IntegrationActors.Management.Access;
using IntegrationActors.Management.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace IntegrationActors.Management.Health;

/// <summary>Liveness and readiness, in the form that Kubernetes reads; open to everybody, and without details unless asked.</summary>
internal static class HealthEndpoints
{
    private const string Plain = "text/plain";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/livez", () => TypedResults.Text("ok")).WithName("livez").WithSummary("The process answers.")
            .Produces<string>(StatusCodes.Status200OK, Plain).WithMetadata(new OpenToEveryone());
        endpoints.MapGet("/readyz", ReadyAsync).WithName("readyz").WithSummary("The node can take work.")
            .ReadsQueries(new QueryParameter("verbose", "Says each check."))
            .Produces<string>(StatusCodes.Status200OK, Plain)
            .Produces<string>(StatusCodes.Status503ServiceUnavailable, Plain)
            .WithMetadata(new OpenToEveryone());
    }

    private static async Task<ContentHttpResult> ReadyAsync(HttpRequest request, HealthCheckService checks, CancellationToken cancel)
    {
        var report = await checks.CheckHealthAsync(cancel);
        var isReady = report.Status != HealthStatus.Unhealthy;
        var status = isReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        return TypedResults.Text(request.Query.ContainsKey("verbose") ? Describe(report, isReady) : isReady ? "ok" : "not ready", statusCode: status);
    }

    // Kinds of exceptions and not their texts: those could carry addresses or worse.
    private static string Describe(HealthReport report, bool isReady)
    {
        var text = new StringBuilder();
        foreach (var (name, entry) in report.Entries)
        {
            var mark = entry.Status == HealthStatus.Unhealthy ? '-' : '+';
            var reason = entry.Description ?? entry.Exception?.GetType().Name;
            text.Append(CultureInfo.InvariantCulture, $"[{mark}]{name} {(mark == '+' ? "ok" : "failed")}{(reason is null ? "" : $": {reason}")}\n");
        }

        return text.Append(isReady ? "readyz check passed\n" : "readyz check failed\n").ToString();
    }
}
