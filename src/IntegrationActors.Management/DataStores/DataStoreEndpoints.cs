using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores.DataStores;
using IntegrationActors.Management.Access;
using IntegrationActors.Management.Messages;
using IntegrationActors.Management.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace IntegrationActors.Management.DataStores;

/// <summary>Data stores over HTTP.</summary>
internal static class DataStoreEndpoints
{
    private const string Entries = "/datastores/{store}/entries";
    private const string Entry = $"{Entries}/{{entry}}";

    public static void Map(IEndpointRouteBuilder tenant)
    {
        tenant.MapGet("/datastores", ListAsync).WithName("listDataStores").WithSummary("Lists the data stores that have entries.");
        tenant.MapGet(Entries, EntriesAsync).WithName("listDataStoreEntries").WithSummary("Lists the entries of a data store without their content, by id.")
            .ReadsQueries([ScopeQuery.Parameter, .. PageQuery.Parameters]);
        tenant.MapGet($"{Entry}/content", ReadAsync).WithName("getDataStoreEntryContent").WithSummary("One entry as zip: body and headers.json. It stays in the store.")
            .ReadsQueries(ScopeQuery.Parameter)
            .SendsZip()
            .Produces<byte[]>(StatusCodes.Status200OK, MessageArchive.MediaType)
            .WithMetadata(new AuditedRead());
        tenant.MapDelete(Entry, DeleteAsync).WithName("deleteDataStoreEntry").WithSummary("Deletes an entry for good.").ReadsQueries(ScopeQuery.Parameter);
    }

    private static async Task<Ok<Page<DataStoreView>>> ListAsync(string tenant, DataStoreDesk stores, CancellationToken cancel) =>
        TypedResults.Ok(new Page<DataStoreView>(await stores.ListAsync(tenant, cancel)));

    private static async Task<Ok<Page<DataStoreEntryView>>> EntriesAsync(string tenant, string store, HttpRequest request, DataStoreDesk stores, CancellationToken cancel) =>
        TypedResults.Ok(await stores.EntriesAsync(tenant, NameOf(store, request), PageQuery.Of(request.Query), cancel));

    private static async Task<PushStreamHttpResult> ReadAsync(string tenant, string store, string entry, HttpRequest request, DataStoreDesk stores)
    {
        var cancel = request.HttpContext.RequestAborted;
        var content = await stores.ReadAsync(tenant, NameOf(store, request), PathName.Of(entry), cancel);
        return MessageArchive.Send(new Message { Headers = content.Headers, Body = content.Body }, [], "entry", cancel);
    }

    private static async Task<NoContent> DeleteAsync(string tenant, string store, string entry, HttpRequest request, DataStoreDesk stores)
    {
        await stores.DeleteAsync(tenant, NameOf(store, request), PathName.Of(entry), request.HttpContext.RequestAborted);
        return TypedResults.NoContent();
    }

    private static DataStoreName NameOf(string store, HttpRequest request) => new(PathName.Of(store), ScopeQuery.Of(request));
}
