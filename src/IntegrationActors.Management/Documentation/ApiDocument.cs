using IntegrationActors.Management.Access;
using IntegrationActors.Management.Requests;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace IntegrationActors.Management.Documentation;

/// <summary>What the OpenAPI document says beside what the endpoints show by themselves: its heading, who may call, and what handlers read and refuse.</summary>
internal static class ApiDocument
{
    private const string Bearer = "bearer";
    private const string Basic = "basic";

    public static void Describe(OpenApiOptions options)
    {
        options.AddDocumentTransformer(Head);
        options.AddOperationTransformer(AddBody);
        options.AddOperationTransformer(AddParameters);
        options.AddOperationTransformer(ProblemResponses.AddAsync);
        options.AddOperationTransformer(AddSecurity);
    }

    private static Task Head(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancel)
    {
        document.Info.Title = "IntegrationActors management API";
        document.Info.Version = "v1";
        document.Info.Description = "Deploys flows, searches messages, keeps clients and credentials. Every answer that is no success is application/problem+json with code and diagnostics. At the Unix socket nobody signs in.";
        document.Info.License = new OpenApiLicense { Name = "Apache-2.0", Identifier = "Apache-2.0" };
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.AddComponent<IOpenApiSecurityScheme>(Bearer, new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = Bearer, Description = "An access token." });
        document.AddComponent<IOpenApiSecurityScheme>(Basic, new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = Basic, Description = "Name and password of an administrator." });
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

    private static Task AddParameters(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancel)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var added = metadata.OfType<QueryParameter>().Select(Query).Concat(metadata.OfType<RequestHeader>().Select(Header)).ToList();
        if (added.Count > 0)
        {
            operation.Parameters = [.. operation.Parameters ?? [], .. added];
        }

        return Task.CompletedTask;
    }

    private static IOpenApiParameter Query(QueryParameter query)
    {
        var value = new OpenApiSchema { Type = query.Type, Format = query.Format };
        var schema = query switch
        {
            // An object whose members are queries of their own: how OpenAPI writes names that are not known beforehand.
            { IsPrefix: true } => new OpenApiSchema { Type = JsonSchemaType.Object, PatternProperties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal) { [$"^{query.Name.Replace(".", "\\.", StringComparison.Ordinal)}"] = value } },
            { IsRepeatable: true } => new OpenApiSchema { Type = JsonSchemaType.Array, Items = value },
            _ => value,
        };
        var name = query.IsPrefix ? query.Name.TrimEnd('.') : query.Name;
        return new OpenApiParameter { Name = name, In = ParameterLocation.Query, Description = query.Description, Schema = schema, Style = ParameterStyle.Form, Explode = true };
    }

    private static IOpenApiParameter Header(RequestHeader header) =>
        new OpenApiParameter { Name = header.Name, In = ParameterLocation.Header, Description = header.Description, Schema = new OpenApiSchema { Type = JsonSchemaType.String } };

    private static Task AddSecurity(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancel)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        operation.Security = metadata.OfType<OpenToEveryone>().Any() ? []
            : metadata.OfType<OpenToPasswords>().Any() ? [Requires(Basic, context), Requires(Bearer, context)]
            : [Requires(Bearer, context)];
        return Task.CompletedTask;
    }

    private static OpenApiSecurityRequirement Requires(string scheme, OpenApiOperationTransformerContext context) =>
        new() { [new OpenApiSecuritySchemeReference(scheme, context.Document)] = [] };
}
