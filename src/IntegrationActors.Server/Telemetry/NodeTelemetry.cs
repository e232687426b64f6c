using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace IntegrationActors.Server.Telemetry;

/// <summary>Spans and meters of all parts, exported by OTLP when the standard variables of OpenTelemetry say where to.</summary>
internal static class NodeTelemetry
{
    private const string Sources = "IntegrationActors.*";
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static void AddNodeTelemetry(this WebApplicationBuilder builder)
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Endpoint)))
        {
            return;
        }

        builder.Services.AddOpenTelemetry()
            .WithTracing(traces => traces.AddSource(Sources).AddOtlpExporter())
            .WithMetrics(metrics => metrics.AddMeter(Sources).AddOtlpExporter());
    }
}
