using IntegrationActors.Management.Problems;
using IntegrationActors.Management.Tenants;
using Microsoft.AspNetCore.Http;

namespace IntegrationActors.Management.Access;

/// <summary>
/// Keeps whoever acts for one tenant inside it: to him another tenant is one that does not exist, whether it does or not. What lies outside tenants is closed to him unless it says
/// <see cref="OpenToTenants"/>.
/// </summary>
internal sealed class TenantFilter : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        return Refusal(http, Caller.Of(http).Tenant) is { } refusal ? throw refusal : next(context);
    }

    private static ProblemException? Refusal(HttpContext http, string? own)
    {
        if (own is null)
        {
            return null;
        }

        if (http.Request.RouteValues["tenant"] is string tenant)
        {
            return string.Equals(tenant, own, StringComparison.Ordinal) ? null : TenantDirectory.Unknown(tenant);
        }

        return http.GetEndpoint()?.Metadata.GetMetadata<OpenToTenants>() is null ? ProblemException.Forbidden($"this access token is for tenant '{own}' alone") : null;
    }
}
