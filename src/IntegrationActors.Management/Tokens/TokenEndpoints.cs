using IntegrationActors.Management.Access;
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
        api.MapGet("/tokens", ListAsync).WithName("listTokens").WithSummary("Lists the access tokens.");
        api.MapDelete("/tokens/{id:long}", RevokeAsync).WithName("revokeToken").WithSummary("Revokes an access token; it stops working at once.");
    }

    /// <summary>The one endpoint that lets people in by name and password.</summary>
    public static void MapSignIn(IEndpointRouteBuilder api) => api.MapPost("/tokens", CreateAsync).WithName("createToken")
        .WithSummary("Gives an access token for name and password of an administrator (Basic), or for another access token.")
        .ReadsJson<TokenRequest>(isRequired: false);

    private static async Task<Ok<Page<TokenView>>> ListAsync(AccessTokens tokens, CancellationToken cancel) =>
        TypedResults.Ok(new Page<TokenView>(await tokens.ListAsync(cancel)));

    private static async Task<NoContent> RevokeAsync(long id, AccessTokens tokens)
    {
        await tokens.RevokeAsync(id);
        return TypedResults.NoContent();
    }

    private static async Task<Created<NewTokenView>> CreateAsync(HttpContext http, Authenticator authenticator, SignIn signIn, AccessTokens tokens, CancellationToken cancel)
    {
        var caller = await authenticator.FindAsync(http) ?? await signIn.CheckAsync(http);
        http.Features.Set(caller);
        var hasBody = http.Request.ContentLength > 0 || http.Request.ContentType is not null;
        var request = hasBody ? await JsonBody.ReadAsync(http.Request, ManagementJson.Default.TokenRequest, cancel) : new TokenRequest();
        return TypedResults.Created((string?)null, await tokens.CreateAsync(caller, request));
    }
}
