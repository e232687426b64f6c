using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using IntegrationActors.Cli.Api;

namespace IntegrationActors.Cli.Commands;

/// <summary>Sends a message to an HTTP channel of a flow and prints the answer.</summary>
internal sealed class SendCommand : ICliCommand
{
    private const string MessageIdHeader = "SAP_MessageProcessingLogID";

    private readonly Argument<string> _target = new("FLOW|PATH") { Description = "Name of a flow, a path of the tenant (/orders), or a whole address" };
    private readonly Argument<string?> _body = new("BODY") { Arity = ArgumentArity.ZeroOrOne, Description = "The body: text, @FILE, or - for standard input" };
    private readonly Option<string[]> _headers = new("--header", "-H") { HelpName = "NAME=VALUE", Description = "Header; may be given several times" };
    private readonly Option<string> _method = new("--method", "-X") { HelpName = "METHOD", Description = "HTTP method", DefaultValueFactory = _ => "POST" };
    private readonly Option<string?> _client = new("--client", "-c") { HelpName = "ID:SECRET", Description = "Sender client to sign in with [IA_CLIENT]" };
    private readonly Option<string?> _address = new("--address") { HelpName = "ADDRESS", Description = "Where senders reach the server [default: what the server says of itself]" };

    public string Name => "send";

    public string Summary => "Sends a message to a flow over HTTP and prints the answer.";

    public IReadOnlyList<string> Examples =>
    [
        "ia send orders-to-erp @order.json --client webshop:SECRET",
        "ia send /orders '{\"id\":1}' -H X-Region=EU",
        "cat order.json | ia send orders-to-erp -",
    ];

    public IReadOnlyList<Symbol> Arguments => [_target, _body, _headers, _method, _client, _address];

    public async Task<int> RunAsync(Invocation run, CancellationToken cancel)
    {
        var address = await SendTarget.ResolveAsync(run, run.Value(_target), run.Value(_address), cancel);
        using var http = new HttpClient(Handler()) { Timeout = Timeout.InfiniteTimeSpan };
        using var request = new HttpRequestMessage(new HttpMethod(run.Value(_method)!.ToUpperInvariant()), address);
        SignIn(request, run.Value(_client) ?? run.Terminal.Variable("IA_CLIENT"));
        request.Content = Body(run, run.Value(_body));
        foreach (var header in run.Value(_headers) ?? [])
        {
            AddHeader(request, header);
        }

        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            return await PrintAsync(run, response, cancel);
        }
        catch (HttpRequestException e)
        {
            throw CliException.NoAccess($"can't reach {address}: {e.Message}");
        }
    }

    // Header values may be any text; flows read them as UTF-8.
    private static SocketsHttpHandler Handler() => new() { UseProxy = false, AllowAutoRedirect = false, RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 };

    private static async Task<int> PrintAsync(Invocation run, HttpResponseMessage response, CancellationToken cancel)
    {
        var id = response.Headers.TryGetValues(MessageIdHeader, out var ids) ? $"  message {ids.First()}" : "";
        run.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(int)response.StatusCode} {response.ReasonPhrase}{id}"));
        await using (var output = run.Terminal.OpenOutput())
        {
            await response.Content.CopyToAsync(output, cancel);
        }

        // A prompt begins on a line of its own, whatever the answer ends with.
        if (run.Terminal.Width is not null)
        {
            run.Error.WriteLine();
        }

        if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            run.Error.WriteLine("the channel wants a sender client with its role: 'ia create client NAME --role ROLE', then --client NAME:SECRET");
            return ExitCode.NoAccess;
        }

        return response.IsSuccessStatusCode ? ExitCode.Fine : ExitCode.Negative;
    }

    private static HttpContent? Body(Invocation run, string? body)
    {
        HttpContent? content = body switch
        {
            null => null,
            "-" => new StreamContent(run.Terminal.OpenInput()),
            ['@', .. var file] when File.Exists(file) => new StreamContent(File.OpenRead(file)),
            ['@', .. var file] => throw CliException.Usage($"there is no file '{file}'"),
            _ => new ByteArrayContent(Encoding.UTF8.GetBytes(body)),
        };
        if (content is not null)
        {
            content.Headers.ContentType = MediaType(body!);
        }

        return content;
    }

    private static MediaTypeHeaderValue MediaType(string body) => new(Path.GetExtension(body).ToUpperInvariant() switch
    {
        ".XML" => "application/xml",
        ".JSON" => "application/json",
        _ when body.TrimStart() is ['{' or '[', ..] => "application/json",
        _ when body.TrimStart() is ['<', ..] => "application/xml",
        _ => "application/octet-stream",
    });

    private static void AddHeader(HttpRequestMessage request, string header)
    {
        var (name, value) = NameValuePairs.Split("-H", header);
        if (value.AsSpan().ContainsAny('\r', '\n'))
        {
            throw CliException.Usage($"-H '{name}': a value has no line breaks");
        }

        if (request.Headers.TryAddWithoutValidation(name, value))
        {
            return;
        }

        var headers = (request.Content ??= new ByteArrayContent([])).Headers;
        headers.Remove(name);
        if (!headers.TryAddWithoutValidation(name, value))
        {
            throw CliException.Usage($"-H '{header}': '{name}' is no name of a header");
        }
    }

    private static void SignIn(HttpRequestMessage request, string? client)
    {
        if (string.IsNullOrEmpty(client))
        {
            return;
        }

        request.Headers.Authorization = client.Contains(':', StringComparison.Ordinal)
            ? new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(client)))
            : throw CliException.Usage("--client: write id:secret");
    }
}
