using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace IntegrationActors.Server.Tests.Support;

/// <summary>A receiver system: echoes, remembers, and holds requests back on demand.</summary>
internal sealed class TestBackend : IAsyncDisposable
{
    private readonly WebApplication _app;
    private TaskCompletionSource _hold = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private TestBackend(WebApplication app) => _app = app;

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    public ConcurrentQueue<string> Received { get; } = new();

    /// <summary>Requests that wait in <c>/hold</c>.</summary>
    public int Held => _held;

    private int _held;

    public static async Task<TestBackend> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(k => k.Limits.MaxRequestBodySize = null);
        var backend = new TestBackend(builder.Build());
        backend.Map();
        await backend._app.StartAsync();
        backend.Address = new Uri(backend._app.Urls.Single());
        return backend;
    }

    /// <summary>Lets the requests in <c>/hold</c> go.</summary>
    public void Release()
    {
        var hold = _hold;
        _hold = new(TaskCreationOptions.RunContinuationsAsynchronously);
        hold.SetResult();
    }

    public async ValueTask DisposeAsync()
    {
        _hold.TrySetResult();
        await _app.DisposeAsync();
    }

    private void Map()
    {
        _app.MapPost("/echo", async context =>
        {
            context.Response.ContentType = context.Request.ContentType;
            context.Response.ContentLength = context.Request.ContentLength;
            await context.Request.Body.CopyToAsync(context.Response.Body);
        });
        _app.MapPost("/remember", async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            Received.Enqueue(await reader.ReadToEndAsync());
        });
        _app.MapPost("/hold", async context =>
        {
            Interlocked.Increment(ref _held);
            await _hold.Task.WaitAsync(context.RequestAborted);
            Interlocked.Decrement(ref _held);
        });
    }
}
