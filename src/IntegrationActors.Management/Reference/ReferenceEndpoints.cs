using IntegrationActors.Management.Access;
using IntegrationActors.Management.Problems;
using IntegrationActors.Management.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace IntegrationActors.Management.Reference;

/// <summary>The server and its flow language over HTTP.</summary>
internal static class ReferenceEndpoints
{
    private const string Markdown = "text/markdown";
    private const string JsonSchema = "application/schema+json";

    public static void Map(IEndpointRouteBuilder api)
    {
        var open = api.MapGroup("").WithMetadata(new OpenToTenants());
        open.MapGet("/server", Server).WithName("getServer").WithSummary("Version, and the addresses for senders.");
        open.MapGet("/schema", Schema).WithName("getSchema").WithSummary("JSON schema of flow files, for editors.").Produces<string>(StatusCodes.Status200OK, JsonSchema);
        open.MapGet("/explain/{**topic}", Explain).WithName("explain").WithSummary("Explains a step, a channel, an option or a code, as plain text.").Produces<string>(StatusCodes.Status200OK, "text/plain")
            .Refuses(StatusCodes.Status404NotFound);
        open.MapGet("/reference/{**page}", Page).WithName("getReference").WithSummary("Pages of the reference; README.md lists them.").Produces<string>(StatusCodes.Status200OK, Markdown)
            .Refuses(StatusCodes.Status404NotFound);
    }

    private static Ok<ServerView> Server(ManagementSettings settings)
    {
        var version = typeof(ReferenceEndpoints).Assembly.GetName().Version?.ToString(3) ?? "";
        return TypedResults.Ok(new ServerView(version, settings.SenderAddresses()));
    }

    private static ContentHttpResult Schema(LanguageReference language) => TypedResults.Text(language.Schema, JsonSchema);

    private static ContentHttpResult Explain(string topic, LanguageReference language) =>
        language.TryExplain(topic, out var text) ? TypedResults.Text(text) : throw ProblemException.NotFound(text.TrimEnd());

    private static ContentHttpResult Page(string? page, LanguageReference language) =>
        language.Pages.TryGetValue(string.IsNullOrEmpty(page) ? "README.md" : page, out var text)
            ? TypedResults.Text(text, Markdown)
            : throw ProblemException.NotFound($"the reference has no page '{page}'; README.md lists them");
}
