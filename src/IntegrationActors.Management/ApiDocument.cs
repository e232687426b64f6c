using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace IntegrationActors.Management;

/// <summary>What the OpenAPI document says beside what the endpoints show by themselves: its heading, and the bodies that handlers read.</summary>
internal static class ApiDocument
{
    public static void Describe(OpenApiOptions options)
    {
        options.AddDocumentTransformer(Head);
        options.AddOperationTransformer(AddBody);
    }

    private static Task Head(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancel)
    {
        document.Info.Title = "IntegrationActors management API";
        document.Info.Version = "v1";
        document.Info.Description = "Deploys flows, searches messages, keeps clients and credentials. Every answer that is no success is application/problem+json with code and diagnostics.";
        return Task.CompletedTask;
    }

    private static async Task AddBody(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancel)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<RequestBody>().FirstOrDefault() is not { } body)
        {
            return;
        }

        var schema = body.Type is { } type
            ? await context.GetOrCreateSchemaAsync(type, null, cancel)
            : new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" };
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = body.IsRequired,
            Content = body.MediaTypes.ToDictionary(m => m, _ => new OpenApiMediaType { Schema = schema }, StringComparer.Ordinal),
        };
    }
}
