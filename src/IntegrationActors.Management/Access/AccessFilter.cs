using Microsoft.AspNetCore.Http;

namespace IntegrationActors.Management.Access;

/// <summary>Lets only those pass whom <see cref="AccessGuard"/> knows.</summary>
internal sealed class AccessFilter(AccessGuard guard) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        await guard.RefusalAsync(context.HttpContext) is { } refusal ? refusal : await next(context);
}
