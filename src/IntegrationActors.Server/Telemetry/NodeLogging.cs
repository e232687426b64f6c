using Serilog;
using Serilog.Events;

namespace IntegrationActors.Server.Telemetry;

/// <summary>Where log lines go: to standard output, one per fact.</summary>
internal static class NodeLogging
{
    // With this category off, the server starts no activity and no scope of its own for each request; spans are the engine's.
    private const string PerRequest = "Microsoft.AspNetCore.Hosting.Diagnostics";

    // Why a node could not start is said by the program, in a sentence; a service that fails later is Fatal here too.
    private const string Host = "Microsoft.Extensions.Hosting.Internal.Host";

    private const string Line = "{Timestamp:HH:mm:ss.fff} {Level:u3} {SourceContext}: {Message:lj}{NewLine}{Exception}";

    public static void AddNodeLogging(this WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Services.AddSerilog(logger => logger
            .MinimumLevel.Information()
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("Akka", LogEventLevel.Warning)
            .MinimumLevel.Override(Host, LogEventLevel.Fatal)
            .MinimumLevel.Override(PerRequest, LevelAlias.Off)
            .WriteTo.Console(outputTemplate: Line, formatProvider: System.Globalization.CultureInfo.InvariantCulture));
    }
}
