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

    /// <summary>Waits until the requests of a caller that has gone are gone too.</summary>
    public async Task NobodyHeldAsync()
    {
        while (Held > 0)
        {
            await Task.Delay(5);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _hold.TrySetResult();
        await _app.DisposeAsync();
    }

    // Takes everything in before it answers, as a client of HTTP/1.1 expects, and holds none of it in memory.
    private static async Task EchoAsync(HttpContext context)
    {
        await using var file = new FileStream(Path.GetTempFileName(), new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose });
        await context.Request.Body.CopyToAsync(file);
        file.Position = 0;
        context.Response.ContentType = context.Request.ContentType;
        context.Response.ContentLength = file.Length;
        await file.CopyToAsync(context.Response.Body);
    }

    private void Map()
    {
        _app.MapPost("/echo", EchoAsync);
        _app.MapPost("/remember", async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            Received.Enqueue(await reader.ReadToEndAsync());
        });
        _app.MapPost("/hold", async context =>
        {
            Interlocked.Increment(ref _held);
            try
            {
                await _hold.Task.WaitAsync(context.RequestAborted);
            }
            finally
            {
                Interlocked.Decrement(ref _held);
            }
        });
    }
}
