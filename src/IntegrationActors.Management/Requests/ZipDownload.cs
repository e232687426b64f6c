using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace IntegrationActors.Management.Requests;

/// <summary>For answers that are packed while they are sent: the packer of .NET writes the ends of entries synchronously, which the server refuses unless it is told.</summary>
internal static class ZipDownload
{
    public static RouteHandlerBuilder SendsZip(this RouteHandlerBuilder endpoint) => endpoint.AddEndpointFilter((context, next) =>
    {
        if (context.HttpContext.Features.Get<IHttpBodyControlFeature>() is { } body)
        {
            body.AllowSynchronousIO = true;
        }

        return next(context);
    });
}
