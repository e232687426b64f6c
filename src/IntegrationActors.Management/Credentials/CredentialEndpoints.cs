using IntegrationActors.Management.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace IntegrationActors.Management.Credentials;

/// <summary>Credentials over HTTP.</summary>
internal static class CredentialEndpoints
{
    public static void Map(IEndpointRouteBuilder tenant)
    {
        tenant.MapGet("/credentials", ListAsync).WithName("listCredentials").WithSummary("Lists the credentials, without their secrets.");
        tenant.MapPut("/credentials/{credential}", PutAsync).WithName("putCredential")
            .WithSummary("Stores a credential, or replaces it; running flows use it from their next call on.")
            .ReadsJson<CredentialRequest>();
        tenant.MapDelete("/credentials/{credential}", DeleteAsync).WithName("deleteCredential").WithSummary("Deletes a credential.");
    }

    private static async Task<Ok<Page<CredentialView>>> ListAsync(string tenant, CredentialVault vault, CancellationToken cancel) =>
        TypedResults.Ok(new Page<CredentialView>(await vault.ListAsync(tenant, cancel)));

    private static async Task<Results<Created, NoContent>> PutAsync(string tenant, string credential, HttpRequest request, CredentialVault vault, CancellationToken cancel)
    {
        var wanted = await JsonBody.ReadAsync(request, ManagementJson.Default.CredentialRequest, cancel);
        return await vault.PutAsync(tenant, credential, wanted, cancel) ? TypedResults.Created(request.Path.ToUriComponent()) : TypedResults.NoContent();
    }

    private static async Task<NoContent> DeleteAsync(string tenant, string credential, CredentialVault vault, CancellationToken cancel)
    {
        await vault.DeleteAsync(tenant, credential, cancel);
        return TypedResults.NoContent();
    }
}
