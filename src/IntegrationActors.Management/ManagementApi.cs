using IntegrationActors.Management.Access;
using IntegrationActors.Management.Clients;
using IntegrationActors.Management.Credentials;
using IntegrationActors.Management.Flows;
using IntegrationActors.Management.Health;
using IntegrationActors.Management.Messages;
using IntegrationActors.Management.Problems;
using IntegrationActors.Management.Reference;
using IntegrationActors.Management.Tenants;
using IntegrationActors.Management.Tokens;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace IntegrationActors.Management;

/// <summary>The management API: <c>/api/v1</c>, <c>/openapi/v1.json</c>, <c>/livez</c> and <c>/readyz</c>.</summary>
public static class ManagementApi
{
    /// <summary>Maps the whole API.</summary>
    /// <returns>The group of all its endpoints, to restrict them to the listener of the API.</returns>
    public static RouteGroupBuilder MapManagementApi(this IEndpointRouteBuilder endpoints)
    {
        var all = endpoints.MapGroup("");
        HealthEndpoints.Map(all);

        var api = all.MapGroup("/api/v1").WithMetadata(new RequestSizeLimitAttribute(JsonBody.MaxBytes)).ProducesProblem(StatusCodes.Status401Unauthorized);
        TokenEndpoints.MapSignIn(Filtered(api.MapGroup("")));

        var inside = api.MapGroup("").AddEndpointFilter<AccessFilter>();
        var open = Filtered(inside);
        MapInside(open);
        all.MapGroup("").AddEndpointFilter<AccessFilter>().MapOpenApi("/openapi/{documentName}.json");
        return all;
    }

    // Outermost first: who, then the line in the audit trail, then failures as answers.
    private static RouteGroupBuilder Filtered(RouteGroupBuilder group) => group.AddEndpointFilter<AuditFilter>().AddEndpointFilter<ProblemFilter>();

    private static void MapInside(IEndpointRouteBuilder api)
    {
        TenantEndpoints.Map(api);
        TokenEndpoints.Map(api);
        ReferenceEndpoints.Map(api);
        var tenant = api.MapGroup("/tenants/{tenant}");
        FlowEndpoints.Map(tenant);
        DeploymentEndpoints.Map(tenant);
        MessageEndpoints.Map(tenant);
        ClientEndpoints.Map(tenant);
        CredentialEndpoints.Map(tenant);
        api.MapFallback("{**path}", Unknown).ExcludeFromDescription();
    }

    private static Task Unknown(HttpRequest request) =>
        throw ProblemException.NotFound($"the API has no {request.Method} {request.Path}; /openapi/v1.json describes it");
}
