using System.Buffers;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Xml;
using System.Xml.XPath;
using System.Xml.Xsl;

/// <summary>The scenarios as a C# developer writes them with ASP.NET Core and HttpClient: no log, no retries, no limits.</summary>
sealed class Mediation(string backend)
{
    readonly HttpClient _http = new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        PooledConnectionLifetime = Timeout.InfiniteTimeSpan,
    });

    readonly XslCompiledTransform _xslt = LoadXslt();
    readonly XPathExpression _region = CompileRegion();

    public void MapTo(WebApplication app)
    {
        app.MapPost("/w1", PassThrough);
        app.MapPost("/w2", JsonToXml);
        app.MapPost("/w3", Transform);
    }

    async Task PassThrough(HttpContext context)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, backend + "/echo") { Content = new StreamContent(context.Request.Body) };
        request.Content.Headers.ContentLength = context.Request.ContentLength;
        if (context.Request.ContentType is { } type)
        {
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        await Relay(context, request);
    }

    async Task JsonToXml(HttpContext context)
    {
        using var json = await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted);
        var region = json.RootElement.GetProperty("region").GetString();
        var buffer = new ArrayBufferWriter<byte>(2048);
        using (var xml = XmlWriter.Create(new BufferStream(buffer), new XmlWriterSettings { Encoding = new UTF8Encoding(false) }))
        {
            xml.WriteStartElement("order");
            Write(xml, json.RootElement);
            xml.WriteEndElement();
        }

        using var request = XmlRequest(region, buffer);
        request.Headers.TryAddWithoutValidation("X-Flow", "w2");
        request.Headers.TryAddWithoutValidation("X-Region", region);
        await Relay(context, request);
    }

    async Task Transform(HttpContext context)
    {
        var body = new MemoryStream((int)(context.Request.ContentLength ?? 16384));
        await context.Request.Body.CopyToAsync(body);
        body.Position = 0;
        var document = new XPathDocument(body);
        var region = (string)document.CreateNavigator().Evaluate(_region);
        var buffer = new ArrayBufferWriter<byte>(16384);
        _xslt.Transform(document, null, new BufferStream(buffer));

        using var request = XmlRequest(region, buffer);
        await Relay(context, request);
    }

    HttpRequestMessage XmlRequest(string? region, ArrayBufferWriter<byte> body)
    {
        var route = region switch { "EU" => "/b1", "US" => "/b2", _ => "/b3" };
        var request = new HttpRequestMessage(HttpMethod.Post, backend + route) { Content = new ReadOnlyMemoryContent(body.WrittenMemory) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/xml");
        return request;
    }

    async Task Relay(HttpContext context, HttpRequestMessage request)
    {
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
        context.Response.StatusCode = (int)response.StatusCode;
        context.Response.ContentType = response.Content.Headers.ContentType?.ToString();
        context.Response.ContentLength = response.Content.Headers.ContentLength;
        await response.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    internal static void Write(XmlWriter xml, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                {
                    WriteMember(xml, member);
                }

                break;
            case JsonValueKind.Null:
                break;
            case JsonValueKind.String:
                xml.WriteString(value.GetString());
                break;
            default:
                xml.WriteRaw(value.GetRawText());
                break;
        }
    }

    static void WriteMember(XmlWriter xml, JsonProperty member)
    {
        if (member.Value.ValueKind != JsonValueKind.Array)
        {
            WriteElement(xml, member.Name, member.Value);
            return;
        }

        foreach (var item in member.Value.EnumerateArray())
        {
            WriteElement(xml, member.Name, item);
        }
    }

    static void WriteElement(XmlWriter xml, string name, JsonElement value)
    {
        xml.WriteStartElement(name);
        Write(xml, value);
        xml.WriteEndElement();
    }

    static XslCompiledTransform LoadXslt()
    {
        var file = Environment.GetEnvironmentVariable("XSLT") ?? throw new InvalidOperationException("XSLT is not set");
        using var reader = XmlReader.Create(file);
        var xslt = new XslCompiledTransform();
        xslt.Load(reader);
        return xslt;
    }

    static XPathExpression CompileRegion()
    {
        var namespaces = new XmlNamespaceManager(new NameTable());
        namespaces.AddNamespace("o", "urn:example:order");
        return XPathExpression.Compile("string(/o:order/o:header/o:region)", namespaces);
    }
}
