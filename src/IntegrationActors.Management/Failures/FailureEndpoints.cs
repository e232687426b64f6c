using System.Globalization;
using IntegrationActors.Management.Access;
using IntegrationActors.Management.Operations;
using IntegrationActors.Management.Problems;
using IntegrationActors.Management.Requests;
using IntegrationActors.Storage.MessageLog.Search;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;

namespace IntegrationActors.Management.Failures;

/// <summary>Grouped failures over HTTP.</summary>
internal static class FailureEndpoints
{
    private static readonly QueryParameter[] Queries =
    [
        new("since", "Messages that began at this time or later (RFC 3339). Default: within the last 24 hours.") { Format = "date-time" },
        new("flow", "Name of the flow."),
        new("version", "Version of the flow.") { Type = JsonSchemaType.Integer },
        new("step", "Name of the failed step."),
        new("code", "Code of the fault."),
    ];

    public static void Map(IEndpointRouteBuilder tenant)
    {
        tenant.MapGet("/failures", GroupAsync).WithName("listFailures").WithSummary("Failed messages grouped by flow, version, step and code, the largest group first.")
            .WithDescription("Looks at the newest 100,000 failed messages.")
            .ReadsQueries(Queries);
        tenant.MapPost("/failures/retry", RetryAsync).WithName("retryFailures").WithSummary("Sends failed messages again that nobody has sent again yet.")
            .WithDescription("Those without kept input that no queue has are skipped. The answer is an operation that goes on by itself.")
            .ReadsJson<FailureRetryRequest>();
    }

    private static async Task<Ok<FailuresView>> GroupAsync(string tenant, HttpRequest request, FailureDesk failures, TimeProvider time, CancellationToken cancel) =>
        TypedResults.Ok(await failures.GroupAsync(tenant, Filter(request.Query, time), cancel));

    private static async Task<Accepted<OperationView>> RetryAsync(string tenant, HttpContext http, FailureDesk failures, CancellationToken cancel)
    {
        var wanted = await JsonBody.ReadAsync(http.Request, ManagementJson.Default.FailureRetryRequest, cancel);
        var operation = await failures.RetryAsync(tenant, wanted, Caller.Of(http).Name, cancel);
        return TypedResults.Accepted(OperationEndpoints.Path(tenant, operation), operation);
    }

    private static FailureFilter Filter(IQueryCollection query, TimeProvider time) => new()
    {
        Since = Time(Text(query, "since")) ?? time.GetUtcNow() - FailureDesk.Window,
        Flow = Text(query, "flow"),
        Version = Version(Text(query, "version")),
        Step = Text(query, "step"),
        Code = Text(query, "code"),
    };

    private static string? Text(IQueryCollection query, string name) => query[name].ToString() is { Length: > 0 } text ? text : null;

    private static DateTimeOffset? Time(string? text) => text switch
    {
        null => null,
        _ when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) => time,
        _ => throw ProblemException.Invalid($"since: '{text}' is no time; write it as RFC 3339 says, such as 2026-11-23T14:05:00Z"),
    };

    private static int? Version(string? text) => text switch
    {
        null => null,
        _ when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version) => version,
        _ => throw ProblemException.Invalid($"version: '{text}' is no number"),
    };
}
