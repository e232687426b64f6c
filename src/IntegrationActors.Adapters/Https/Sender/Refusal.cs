using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace IntegrationActors.Adapters.Https.Sender;

/// <summary>An answer to a request that no flow sees. Prepared once; says no more than the sender needs to know.</summary>
internal sealed class Refusal(int status, string text)
{
    /// <summary>Unknown tenant and unknown address look the same.</summary>
    public static readonly Refusal NotFound = new(StatusCodes.Status404NotFound, "There is no such address.");

    public static readonly Refusal UnknownHost = new(
        StatusCodes.Status404NotFound, "This host name belongs to no tenant: send to /t/<tenant>/http/<address>, or to the host name of your tenant.");

    public static readonly Refusal Forbidden = new(StatusCodes.Status403Forbidden, "The client lacks the role of this address.");

    public static readonly Refusal TokenMissing = new(StatusCodes.Status403Forbidden, "The CSRF token is missing or no longer valid: fetch one with GET and X-CSRF-Token: fetch.")
    {
        Header = ("X-CSRF-Token", "Required"),
    };

    public static readonly Refusal TooLarge = new(StatusCodes.Status413PayloadTooLarge, "The body is larger than this address takes.") { Closes = true };

    public static readonly Refusal BadFraming = new(StatusCodes.Status400BadRequest, "The length of the body is not clear.") { Closes = true };

    public static readonly Refusal TooManyParameters = new(StatusCodes.Status400BadRequest, "The query has too many parameters.");

    public static readonly Refusal UnknownCharset = new(StatusCodes.Status415UnsupportedMediaType, "The character set in Content-Type is unknown.");

    public static readonly Refusal UnknownCoding = new(StatusCodes.Status415UnsupportedMediaType, "The content coding is unknown.") { Header = ("Accept-Encoding", Compression.Accepted) };

    public static readonly Refusal Throttled = new(StatusCodes.Status429TooManyRequests, "Too many failed attempts to sign in.") { Header = ("Retry-After", "60") };

    /// <summary>The flow has all it can take.</summary>
    public static readonly Refusal Full = new(StatusCodes.Status503ServiceUnavailable, "The flow is busy; send again later.") { Header = ("Retry-After", "1") };

    /// <summary>The flow is being stopped.</summary>
    public static readonly Refusal Stopping = new(StatusCodes.Status503ServiceUnavailable, "The flow is not available; send again later.") { Header = ("Retry-After", "1") };

    /// <summary>The store takes nothing now: nothing of the message was kept.</summary>
    public static readonly Refusal NotStored = new(StatusCodes.Status503ServiceUnavailable, "The message could not be stored; send it again later.") { Header = ("Retry-After", "1") };

    /// <summary>The tenant has used up its storage.</summary>
    public static readonly Refusal StorageFull = new(StatusCodes.Status507InsufficientStorage, "The storage of this tenant is full; nothing of the message was kept.");

    public static readonly Refusal BadKey = new(StatusCodes.Status400BadRequest, "The message lacks a valid id: a text of 1 to 255 characters that tells it from other messages.");

    public int Status => status;

    /// <summary>A header that belongs to the status.</summary>
    public (string Name, string Value)? Header { get; init; }

    /// <summary>What is left of the request is not read: the connection ends.</summary>
    public bool Closes { get; init; }

    public static Refusal Unauthorized(string challenge) => new(StatusCodes.Status401Unauthorized, "Sign in to send here.") { Header = ("WWW-Authenticate", challenge) };

    public static Refusal WrongMethod(string allow) => new(StatusCodes.Status405MethodNotAllowed, "This address does not take the method.") { Header = ("Allow", allow) };

    public static Refusal BrokenBody(int status) => new(status, "The body did not arrive as announced.") { Closes = true };

    public Task WriteAsync(HttpContext context)
    {
        var response = context.Response;
        response.StatusCode = status;
        if (Header is { } header)
        {
            response.Headers[header.Name] = header.Value;
        }

        if (Closes)
        {
            response.Headers.Connection = "close";
        }

        return WriteTextAsync(context, text, null);
    }

    /// <summary>Writes a short text as JSON or as plain text, whichever the client asked for.</summary>
    public static Task WriteTextAsync(HttpContext context, string text, string? messageId)
    {
        var response = context.Response;
        var json = context.Request.Headers.Accept.ToString().Contains("json", StringComparison.OrdinalIgnoreCase);
        var body = json ? Json(text, messageId) : Encoding.UTF8.GetBytes(messageId is null ? text : $"{text} Processing log id: {messageId}");
        response.Headers.ContentType = json ? "application/json" : "text/plain; charset=utf-8";
        response.ContentLength = body.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : response.BodyWriter.WriteAsync(body).AsTask();
    }

    private static byte[] Json(string text, string? messageId) => messageId is null
        ? JsonSerializer.SerializeToUtf8Bytes(new { error = text })
        : JsonSerializer.SerializeToUtf8Bytes(new { error = text, messageId });
}
