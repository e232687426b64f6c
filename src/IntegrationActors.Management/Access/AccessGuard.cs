using IntegrationActors.Management.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace IntegrationActors.Management.Access;

/// <summary>Lets nobody pass who is neither at the Unix socket nor shows a valid access token.</summary>
internal sealed class AccessGuard(Authenticator authenticator)
{
    /// <summary>Finds out who calls, for <see cref="Caller.Of"/>.</summary>
    /// <returns>The answer to somebody unknown; null when the request may go on.</returns>
    public async Task<ProblemResult?> RefusalAsync(HttpContext http)
    {
        if (await authenticator.FindAsync(http) is { } caller)
        {
            http.Features.Set(caller);
            return null;
        }

        http.Response.Headers[HeaderNames.WWWAuthenticate] = "Bearer";
        var detail = Authenticator.BearerToken(http.Request).Length == 0
            ? "send the header 'Authorization: Bearer <token>'; POST /api/v1/tokens with name and password gives a token"
            : "the access token is unknown, expired or revoked; POST /api/v1/tokens gives a new one";
        return new ProblemResult(ProblemException.Of(StatusCodes.Status401Unauthorized, ProblemCode.NotSignedIn, "Not signed in", detail).Problem);
    }
}
