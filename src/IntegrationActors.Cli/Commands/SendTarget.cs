using IntegrationActors.Cli.Api;

namespace IntegrationActors.Cli.Commands;

/// <summary>Finds the address that <c>ia send</c> means.</summary>
internal static class SendTarget
{
    private const string TenantPath = "/t/";

    // Where 'ia run --dev' listens, and a server by default.
    private const string UsualAddress = "http://127.0.0.1:8080";

    /// <summary>The address of a flow, a path or an address.</summary>
    /// <param name="run">The running command.</param>
    /// <param name="target">Name of a flow, path or address.</param>
    /// <param name="address">Where senders reach the server; null asks the server.</param>
    /// <param name="cancel">Ends the search.</param>
    public static async Task<Uri> ResolveAsync(Invocation run, string target, string? address, CancellationToken cancel)
    {
        if (target.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || target.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        {
            return Parse(target);
        }

        var path = target.StartsWith('/') ? InTenant(run, target) : await EndpointAsync(run, target, cancel);
        return Parse((address ?? await SenderAddressAsync(run, cancel)).TrimEnd('/') + path);
    }

    // A path needs no server that knows flows: while one is being developed, there is none.
    private static async Task<string> SenderAddressAsync(Invocation run, CancellationToken cancel)
    {
        try
        {
            return await AskAsync(run, cancel);
        }
        catch (CliException e) when (e.ExitCode == ExitCode.NoAccess && run.Api.Address.Source is not (AddressSource.Option or AddressSource.Variable))
        {
            return UsualAddress;
        }
    }

    private static string InTenant(Invocation run, string path) =>
        path.StartsWith(TenantPath, StringComparison.Ordinal) ? path : $"{TenantPath}{run.Tenant}/http{path}";

    private static async Task<string> EndpointAsync(Invocation run, string flow, CancellationToken cancel)
    {
        var found = await run.Api.GetAsync(run.InTenant("flows", flow), cancel);
        return found.Items("endpoints").Select(e => e.ToString()).FirstOrDefault(e => e.StartsWith('/'))
            ?? throw CliException.Negative($"flow '{flow}' has no HTTP endpoint now: it is {found.Text("status")}");
    }

    private static async Task<string> AskAsync(Invocation run, CancellationToken cancel)
    {
        var server = await run.Api.GetAsync("server", cancel);
        return server.Items("senderAddresses").Select(e => Reachable(e.ToString(), run.Api.Address.Base.Host)).FirstOrDefault()
            ?? throw CliException.Usage("the server doesn't say where senders reach it; give --address http://host:port");
    }

    // A server that listens everywhere is reached where its API is.
    private static string Reachable(string address, string host) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Host is "0.0.0.0" or "[::]"
        ? new UriBuilder(uri) { Host = host }.Uri.AbsoluteUri
        : address;

    private static Uri Parse(string text) => Uri.TryCreate(text, UriKind.Absolute, out var uri)
        ? uri
        : throw CliException.Usage($"'{text}' is no address");
}
