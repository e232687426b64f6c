using System.Net;

namespace IntegrationActors.Cli.Stubs;

/// <summary>An HTTP server without a network: notes the request and answers as the stub says.</summary>
internal sealed class StubHttpHandler(Stub stub) : HttpMessageHandler
{
    private const string ContentPrefix = "Content-";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        var call = new StubCall
        {
            Step = stub.Step,
            Kind = stub.Kind,
            Method = request.Method.Method,
            Url = request.RequestUri?.AbsoluteUri,
            Headers = [.. Headers(request).Select(h => KeyValuePair.Create(h.Key, string.Join(", ", h.Value)))],
            Body = body,
        };
        var answer = stub.Book.Answer(stub, call) ?? StubAnswer.Empty;
        return answer.Unreachable ? throw Unreachable(request) : Response(answer, request);
    }

    private static IEnumerable<KeyValuePair<string, IEnumerable<string>>> Headers(HttpRequestMessage request) =>
        request.Headers.Concat(request.Content?.Headers.AsEnumerable() ?? []);

    private static HttpRequestException Unreachable(HttpRequestMessage request) =>
        new(HttpRequestError.ConnectionError, $"The stub of {request.RequestUri?.Authority} can't be reached.");

    private static HttpResponseMessage Response(StubAnswer answer, HttpRequestMessage request)
    {
        var response = new HttpResponseMessage((HttpStatusCode)answer.Status) { RequestMessage = request, Content = new ByteArrayContent(answer.Body) };
        foreach (var (name, value) in answer.Headers)
        {
            var isContent = name.StartsWith(ContentPrefix, StringComparison.OrdinalIgnoreCase);
            _ = isContent ? response.Content.Headers.TryAddWithoutValidation(name, value) : response.Headers.TryAddWithoutValidation(name, value);
        }

        return response;
    }
}
