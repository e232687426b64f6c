using IntegrationActors.Core.Stores;
using Microsoft.AspNetCore.Http;

namespace IntegrationActors.Management.Requests;

/// <summary>Reads whose entries of a store are meant: those of one flow, or those that all flows of the tenant see.</summary>
internal static class ScopeQuery
{
    public static readonly QueryParameter Parameter = new("flow", "Name of the flow that alone sees it. Without it: what all flows of the tenant see.");

    public static StoreScope Of(HttpRequest request) => Of(request.Query[Parameter.Name].ToString());

    public static StoreScope Of(string flow) => flow.Length == 0 ? StoreScope.Global : StoreScope.Of(flow);

    /// <summary>The flow, or null for what all flows see, as views show it.</summary>
    public static string? FlowOf(StoreScope scope) => scope.Flow.Length == 0 ? null : scope.Flow;

    /// <summary>Words for people: <c> of flow 'orders'</c>, or nothing.</summary>
    public static string Describe(StoreScope scope) => scope.Flow.Length == 0 ? "" : $" of flow '{scope.Flow}'";
}
