using System.Security.Cryptography;
using IntegrationActors.Definitions;
using IntegrationActors.Management.Problems;
using IntegrationActors.Runtime;
using Microsoft.AspNetCore.Http;

namespace IntegrationActors.Management.Flows;

/// <summary>What a request brings to be checked or deployed: one flow file, or a zip with flows and their resources, and values of parameters.</summary>
internal sealed class FlowUpload(Bundle bundle, IReadOnlyDictionary<string, string> parameters)
{
    /// <summary>Largest packed bundle, in bytes.</summary>
    public const int MaxBytes = 64 * 1024 * 1024;

    public const string Zip = "application/zip";
    public const string Yaml = "application/yaml";
    private const string TextYaml = "text/yaml";
    public const string File = "file";
    public const string ParameterPrefix = "param.";

    public Bundle Bundle { get; } = bundle;

    public IReadOnlyDictionary<string, string> Parameters { get; } = parameters;

    /// <summary>Whether parameters that are not given keep the value that the flow has now; otherwise they fall back to their defaults.</summary>
    public bool KeepsValues { get; init; } = true;

    /// <summary>The flow files that are meant; the others of the bundle are left alone.</summary>
    public IReadOnlyList<string> Files { get; init; } = bundle.FlowFiles;

    /// <summary>The bundle as it is stored.</summary>
    public byte[] Content { get; } = bundle.ToZip();

    /// <summary>Name of the stored bundle: SHA-256 of its content in hexadecimal.</summary>
    public string Artifact => Convert.ToHexStringLower(SHA256.HashData(Content));

    /// <summary>Reads the body and the query of a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="flow">Name of the flow, when the address names it: the default of the file name.</param>
    /// <param name="cancel">Ends reading.</param>
    /// <exception cref="Core.Diagnostics.DiagnosticException">The bundle breaks a limit.</exception>
    public static async Task<FlowUpload> ReadAsync(HttpRequest request, string flow, CancellationToken cancel)
    {
        var mediaType = request.ContentType?.Split(';')[0].Trim().ToLowerInvariant() ?? "";
        var bundle = mediaType switch
        {
            Yaml or TextYaml => Bundle.FromFlow(FileName(request, flow), await ReadTextAsync(request, cancel)),
            Zip => Bundle.FromZip(await BufferAsync(request, cancel)),
            _ => throw ProblemException.MediaType(mediaType, $"{Yaml} (one flow) or {Zip} (a bundle)"),
        };
        return new FlowUpload(bundle, ParametersOf(request));
    }

    /// <summary>What a flow runs from now, with other values of parameters; those that are not given fall back to their defaults.</summary>
    public static FlowUpload Again(FlowDeployment flow, Bundle bundle, IReadOnlyDictionary<string, string> parameters) =>
        new(bundle, parameters) { Files = [flow.File], KeepsValues = false };

    private static string FileName(HttpRequest request, string flow) =>
        request.Query[File].ToString() is { Length: > 0 } name ? name : flow + Bundle.FlowExtension;

    private static async Task<string> ReadTextAsync(HttpRequest request, CancellationToken cancel)
    {
        using var reader = new StreamReader(await BufferAsync(request, cancel));
        return await reader.ReadToEndAsync(cancel);
    }

    private static async Task<MemoryStream> BufferAsync(HttpRequest request, CancellationToken cancel)
    {
        var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, cancel);
        buffer.Position = 0;
        return buffer;
    }

    private static Dictionary<string, string> ParametersOf(HttpRequest request) => request.Query
        .Where(q => q.Key.StartsWith(ParameterPrefix, StringComparison.Ordinal))
        .ToDictionary(q => q.Key[ParameterPrefix.Length..], q => q.Value.ToString(), StringComparer.Ordinal);
}
