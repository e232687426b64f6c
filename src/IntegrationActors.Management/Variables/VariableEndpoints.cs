using IntegrationActors.Management.Access;
using IntegrationActors.Management.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace IntegrationActors.Management.Variables;

/// <summary>Variables over HTTP.</summary>
internal static class VariableEndpoints
{
    private const string Variable = "/variables/{variable}";

    public static void Map(IEndpointRouteBuilder tenant)
    {
        tenant.MapGet("/variables", ListAsync).WithName("listVariables").WithSummary("Lists the variables without their values.");
        tenant.MapGet(Variable, FindAsync).WithName("getVariable").WithSummary("One variable with its value.")
            .ReadsQueries(ScopeQuery.Parameter)
            .WithMetadata(new AuditedRead());
        tenant.MapPut(Variable, PutAsync).WithName("putVariable").WithSummary("Sets a variable for 400 days from now.")
            .ReadsJson<VariableRequest>()
            .ReadsQueries(ScopeQuery.Parameter);
        tenant.MapDelete(Variable, DeleteAsync).WithName("deleteVariable").WithSummary("Deletes a variable.").ReadsQueries(ScopeQuery.Parameter);
    }

    private static async Task<Ok<Page<VariableView>>> ListAsync(string tenant, VariableDesk variables, CancellationToken cancel) =>
        TypedResults.Ok(new Page<VariableView>(await variables.ListAsync(tenant, cancel)));

    private static async Task<Ok<VariableView>> FindAsync(string tenant, string variable, HttpRequest request, VariableDesk variables, CancellationToken cancel) =>
        TypedResults.Ok(await variables.FindAsync(tenant, ScopeQuery.Of(request), PathName.Of(variable), cancel));

    private static async Task<Ok<VariableView>> PutAsync(string tenant, string variable, HttpRequest request, VariableDesk variables, CancellationToken cancel)
    {
        var wanted = await JsonBody.ReadAsync(request, ManagementJson.Default.VariableRequest, cancel);
        return TypedResults.Ok(await variables.PutAsync(tenant, (ScopeQuery.Of(request), PathName.Of(variable)), wanted, cancel));
    }

    private static async Task<NoContent> DeleteAsync(string tenant, string variable, HttpRequest request, VariableDesk variables, CancellationToken cancel)
    {
        await variables.DeleteAsync(tenant, ScopeQuery.Of(request), PathName.Of(variable), cancel);
        return TypedResults.NoContent();
    }
}
