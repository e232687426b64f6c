using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace IntegrationActors.Adapters.Tests.Support;

/// <summary>A receiver system that behaves as the test writes in place.</summary>
internal sealed class Backend : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _calls;

    private Backend(WebApplication app) => _app = app;

    public Uri Address { get; private set; } = null!;

    public int Calls => Volatile.Read(ref _calls);

    public static async Task<Backend> StartAsync(RequestDelegate handle, Action<ListenOptions>? listen = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(server =>
        {
            server.Limits.MaxRequestBodySize = null;
            server.Listen(IPAddress.Loopback, 0, listen ?? (_ => { }));
        });
        var app = builder.Build();
        var backend = new Backend(app);
        app.Run(context =>
        {
            Interlocked.Increment(ref backend._calls);
            return handle(context);
        });
        await app.StartAsync();
        backend.Address = TestNode.AddressOf(app);
        return backend;
    }

    /// <summary>Answers with the body it got, and what arrived in headers of its own.</summary>
    public static Task<Backend> EchoAsync() => StartAsync(async context =>
    {
        context.Response.ContentType = context.Request.ContentType;
        context.Response.ContentLength = context.Request.ContentLength;
        context.Response.Headers["X-Got-Method"] = context.Request.Method;
        context.Response.Headers["X-Got-Target"] = context.Request.Path + context.Request.QueryString;
        context.Response.Headers["X-Got-Headers"] = string.Join(' ', context.Request.Headers.Select(h => h.Key.ToLowerInvariant()).Order());
        await context.Request.Body.CopyToAsync(context.Response.Body);
    });

    /// <summary>Reads the request and answers with a status and a text.</summary>
    public static async Task AnswerAsync(HttpContext context, int status, string text)
    {
        await context.Request.Body.CopyToAsync(Stream.Null);
        context.Response.StatusCode = status;
        await context.Response.WriteAsync(text);
    }

    /// <summary>A port on which nobody listens.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await _app.StopAsync(limit.Token);
        await _app.DisposeAsync();
    }
}
