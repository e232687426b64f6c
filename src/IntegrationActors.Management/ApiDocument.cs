using Microsoft.AspNetCore.OpenApi;

namespace IntegrationActors.Management;

/// <summary>Heading of the OpenAPI document.</summary>
internal static class ApiDocument
{
    public static void Describe(OpenApiOptions options) => options.AddDocumentTransformer((document, _, _) =>
    {
        document.Info.Title = "IntegrationActors management API";
        document.Info.Version = "v1";
        document.Info.Description = "Deploys flows, searches messages, keeps clients and credentials. Every answer that is no success is application/problem+json with code and diagnostics.";
        return Task.CompletedTask;
    });
}
