using IntegrationActors.Management.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace IntegrationActors.Management.Clients;

/// <summary>Sender clients over HTTP.</summary>
internal static class ClientEndpoints
{
    public static void Map(IEndpointRouteBuilder tenant)
    {
        tenant.MapGet("/clients", ListAsync).WithName("listClients").WithSummary("Lists the sender clients.");
        tenant.MapPost("/clients", CreateAsync).WithName("createClient").WithSummary("Creates a sender client and shows its secret, this once.")
            .ReadsJson<ClientRequest>()
            .Refuses(StatusCodes.Status409Conflict);
        tenant.MapGet("/clients/{client}", FindAsync).WithName("getClient").WithSummary("One sender client.");
        tenant.MapPut("/clients/{client}", SetRolesAsync).WithName("setClientRoles").WithSummary("Sets the roles of a sender client.")
            .ReadsJson<ClientRoles>();
        tenant.MapDelete("/clients/{client}", DeleteAsync).WithName("deleteClient").WithSummary("Deletes a sender client with its secrets.");
        tenant.MapPost("/clients/{client}/secrets", AddSecretAsync).WithName("addClientSecret").WithSummary("Gives a sender client a further secret and shows it, this once.");
        tenant.MapDelete("/clients/{client}/secrets/{secret:long}", RevokeSecretAsync).WithName("revokeClientSecret").WithSummary("Revokes a secret; it stops working at once.");
    }

    private static async Task<Ok<Page<ClientView>>> ListAsync(string tenant, SenderClients clients, CancellationToken cancel) =>
        TypedResults.Ok(new Page<ClientView>(await clients.ListAsync(tenant, cancel)));

    private static async Task<Ok<ClientView>> FindAsync(string tenant, string client, SenderClients clients, CancellationToken cancel) =>
        TypedResults.Ok(await clients.FindAsync(tenant, client, cancel));

    private static async Task<Created<NewSecretView>> CreateAsync(string tenant, HttpRequest request, SenderClients clients, CancellationToken cancel)
    {
        var wanted = await JsonBody.ReadAsync(request, ManagementJson.Default.ClientRequest, cancel);
        var created = await clients.CreateAsync(tenant, wanted, cancel);
        return TypedResults.Created($"{request.Path.ToUriComponent()}/{created.Id}", created);
    }

    private static async Task<Ok<ClientView>> SetRolesAsync(string tenant, string client, HttpRequest request, SenderClients clients, CancellationToken cancel)
    {
        var roles = await JsonBody.ReadAsync(request, ManagementJson.Default.ClientRoles, cancel);
        return TypedResults.Ok(await clients.SetRolesAsync(tenant, client, roles, cancel));
    }

    private static async Task<NoContent> DeleteAsync(string tenant, string client, SenderClients clients, CancellationToken cancel)
    {
        await clients.DeleteAsync(tenant, client, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<Created<NewSecretView>> AddSecretAsync(string tenant, string client, SenderClients clients, CancellationToken cancel) =>
        TypedResults.Created((string?)null, await clients.AddSecretAsync(tenant, client, cancel));

    private static async Task<NoContent> RevokeSecretAsync(string tenant, string client, long secret, SenderClients clients, CancellationToken cancel)
    {
        await clients.RevokeSecretAsync(tenant, client, secret, cancel);
        return TypedResults.NoContent();
    }
}
