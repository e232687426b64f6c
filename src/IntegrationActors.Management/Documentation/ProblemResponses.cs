using System.Globalization;
using IntegrationActors.Management.Access;
using IntegrationActors.Management.Problems;
using IntegrationActors.Management.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;

namespace IntegrationActors.Management.Documentation;

/// <summary>Adds to each operation of the OpenAPI document the problems with which it may answer.</summary>
internal static class ProblemResponses
{
    private static readonly int[] Everywhere =
        [StatusCodes.Status400BadRequest, StatusCodes.Status401Unauthorized, StatusCodes.Status500InternalServerError, StatusCodes.Status503ServiceUnavailable];

    private static readonly int[] WithBody = [StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType];

    public static async Task AddAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancel)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<OpenToEveryone>().Any())
        {
            return;
        }

        var statuses = new SortedSet<int>(Everywhere.Concat(metadata.OfType<Refusals>().SelectMany(r => r.Statuses)));
        statuses.UnionWith(metadata.OfType<RequestBody>().Any() ? WithBody : []);
        statuses.UnionWith(Closed(context, metadata));
        var schema = await context.GetOrCreateSchemaAsync(typeof(Problem), null, cancel);
        context.Document!.AddComponent(nameof(Problem), schema);
        operation.Responses ??= [];
        foreach (var status in statuses)
        {
            operation.Responses[status.ToString(CultureInfo.InvariantCulture)] = new OpenApiResponse
            {
                Description = ReasonPhrases.GetReasonPhrase(status),
                Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
                {
                    [Problem.MediaType] = new() { Schema = new OpenApiSchemaReference(nameof(Problem), context.Document) },
                },
            };
        }
    }

    // Inside a tenant a stranger finds nothing; outside, what is not open to tenants is closed to them.
    private static int[] Closed(OpenApiOperationTransformerContext context, IList<object> metadata) =>
        context.Description.RelativePath?.Contains("{tenant}", StringComparison.Ordinal) == true ? [StatusCodes.Status404NotFound]
        : metadata.OfType<OpenToTenants>().Any() ? []
        : [StatusCodes.Status403Forbidden];
}
