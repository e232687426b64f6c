using System.Net.Mime;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using IntegrationActors.Management.Problems;
using Microsoft.AspNetCore.Http;

namespace IntegrationActors.Management.Requests;

/// <summary>Reads JSON bodies in the handler, so that a wrong one is answered like every other mistake.</summary>
internal static class JsonBody
{
    /// <summary>Largest JSON body, in bytes.</summary>
    public const int MaxBytes = 1024 * 1024;

    /// <summary>Reads the whole body.</summary>
    /// <exception cref="JsonException">The body is no JSON, or has another shape.</exception>
    public static async Task<T> ReadAsync<T>(HttpRequest request, JsonTypeInfo<T> type, CancellationToken cancel)
    {
        if (!request.HasJsonContentType())
        {
            throw ProblemException.MediaType(request.ContentType ?? "", MediaTypeNames.Application.Json);
        }

        return await JsonSerializer.DeserializeAsync(request.Body, type, cancel) ?? throw ProblemException.Invalid("the body is null");
    }
}
