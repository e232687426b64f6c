using IntegrationActors.Management.Access;
using IntegrationActors.Management.Aggregations;
using IntegrationActors.Management.Backups;
using IntegrationActors.Management.Channels;
using IntegrationActors.Management.Clients;
using IntegrationActors.Management.Credentials;
using IntegrationActors.Management.DataStores;
using IntegrationActors.Management.Failures;
using IntegrationActors.Management.Flows;
using IntegrationActors.Management.Health;
using IntegrationActors.Management.IdMappings;
using IntegrationActors.Management.Keys;
using IntegrationActors.Management.Locks;
using IntegrationActors.Management.Messages;
using IntegrationActors.Management.NumberRanges;
using IntegrationActors.Management.Problems;
using IntegrationActors.Management.Operations;
using IntegrationActors.Management.Persisted;
using IntegrationActors.Management.Queues;
using IntegrationActors.Management.Reference;
using IntegrationActors.Management.Requests;
using IntegrationActors.Management.Tenants;
using IntegrationActors.Management.Tokens;
using IntegrationActors.Management.Variables;
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
        HealthEndpoints.Map(Tagged(all, "Health"));

        var api = all.MapGroup("/api/v1").WithMetadata(new RequestSizeLimitAttribute(JsonBody.MaxBytes));
        TokenEndpoints.MapSignIn(Checked(Tagged(api, "Tokens")));
        MapInside(Checked(api.MapGroup("").AddEndpointFilter<AccessFilter>()));
        all.MapGroup("").AddEndpointFilter<AccessFilter>().MapOpenApi("/openapi/v1.json");
        return all;
    }

    /// <summary>A group for endpoints of the host that show more than one tenant, such as metrics: only for the local operator and for access tokens of all tenants.</summary>
    public static RouteGroupBuilder MapForAdministrators(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGroup("").AddEndpointFilter<AccessFilter>().AddEndpointFilter<ProblemFilter>().AddEndpointFilter<TenantFilter>();

    // Outermost first, below who calls: the line in the audit trail, failures as answers, whose tenant it is, what the request may say.
    private static RouteGroupBuilder Checked(RouteGroupBuilder group) => group
        .AddEndpointFilter<AuditFilter>()
        .AddEndpointFilter<ProblemFilter>()
        .AddEndpointFilter<TenantFilter>()
        .AddEndpointFilter<QueryFilter>();

    private static void MapInside(IEndpointRouteBuilder api)
    {
        TenantEndpoints.Map(Tagged(api, "Tenants"));
        TokenEndpoints.Map(Tagged(api, "Tokens"));
        KeyEndpoints.MapMaster(Tagged(api, "Keys"));
        ReferenceEndpoints.Map(Tagged(api, "Reference"));
        var tenant = api.MapGroup("/tenants/{tenant}");
        FlowEndpoints.Map(Tagged(tenant, "Flows"));
        DeploymentEndpoints.Map(Tagged(tenant, "Flows"));
        ChannelEndpoints.Map(Tagged(tenant, "Flows"));
        MessageEndpoints.Map(Tagged(tenant, "Messages"));
        BackupEndpoints.Map(Tagged(tenant, "Tenants"));
        FailureEndpoints.Map(Tagged(tenant, "Messages"));
        OperationEndpoints.Map(Tagged(tenant, "Operations"));
        PersistedEndpoints.Map(Tagged(tenant, "Messages"));
        QueueEndpoints.Map(Tagged(tenant, "Queues"));
        DataStoreEndpoints.Map(Tagged(tenant, "Stores"));
        VariableEndpoints.Map(Tagged(tenant, "Stores"));
        NumberRangeEndpoints.Map(Tagged(tenant, "Stores"));
        AggregationEndpoints.Map(Tagged(tenant, "Stores"));
        IdMappingEndpoints.Map(Tagged(tenant, "Stores"));
        LockEndpoints.Map(Tagged(tenant, "Stores"));
        ClientEndpoints.Map(Tagged(tenant, "Clients"));
        CredentialEndpoints.Map(Tagged(tenant, "Credentials"));
        KeyEndpoints.Map(Tagged(tenant, "Keys"));
    }

    // Chapters of the OpenAPI document.
    private static RouteGroupBuilder Tagged(IEndpointRouteBuilder endpoints, string tag) => endpoints.MapGroup("").WithTags(tag);
}
