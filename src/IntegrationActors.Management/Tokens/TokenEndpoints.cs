using IntegrationActors.Management.Access;
using IntegrationActors.Management.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace IntegrationActors.Management.Tokens;

/// <summary>Access tokens over HTTP.</summary>
internal static class TokenEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/tokens", ListAsync).WithName("listTokens").WithSummary("Lists the access tokens.").WithMetadata(new OpenToTenants());
        api.MapDelete("/tokens/{id:long}", RevokeAsync).WithName("revokeToken").WithSummary("Revokes an access token; it stops working at once.")
            .WithMetadata(new OpenToTenants())
            .Refuses(StatusCodes.Status404NotFound);
    }

    /// <summary>The one endpoint that lets people in by name and password.</summary>
    public static void MapSignIn(IEndpointRouteBuilder api) => api.MapPost("/tokens", CreateAsync).WithName("createToken")
        .WithSummary("Gives an access token for name and password of an administrator (Basic), or for another access token.")
        .ReadsJson<TokenRequest>(isRequired: false)
        .WithMetadata(new OpenToTenants(), new OpenToPasswords())
        .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status429TooManyRequests);

    private static async Task<Ok<Page<TokenView>>> ListAsync(HttpContext http, AccessTokens tokens, CancellationToken cancel) =>
        TypedResults.Ok(new Page<TokenView>(await tokens.ListAsync(Caller.Of(http), cancel)));

    private static async Task<NoContent> RevokeAsync(long id, HttpContext http, AccessTokens tokens, CancellationToken cancel)
    {
        await tokens.RevokeAsync(Caller.Of(http), id, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<Created<NewTokenView>> CreateAsync(HttpContext http, Authenticator authenticator, SignIn signIn, AccessTokens tokens, CancellationToken cancel)
    {
        var caller = await authenticator.FindAsync(http) ?? await signIn.CheckAsync(http);
        http.Features.Set(caller);
        var hasBody = http.Request.ContentLength > 0 || http.Request.ContentType is not null;
        var request = hasBody ? await JsonBody.ReadAsync(http.Request, ManagementJson.Default.TokenRequest, cancel) : new TokenRequest();
        return TypedResults.Created((string?)null, await tokens.CreateAsync(caller, request, cancel));
    }
}
