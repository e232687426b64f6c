using System.CommandLine;
using System.Globalization;

namespace IntegrationActors.Cli.Commands;

/// <summary>Revokes one secret of a sender client: the end of a rotation.</summary>
internal sealed class DeleteSecretCommand : ICliCommand
{
    private readonly Argument<string> _client = new("CLIENT") { Description = "Id of the client" };
    private readonly Argument<long> _secret = new("SECRET") { Description = "Id of the secret, as 'ia get clients' shows it" };

    public string Name => "delete secret";

    public string Summary => "Revokes one secret of a sender client.";

    public IReadOnlyList<string> Examples => ["ia delete secret webshop 1"];

    public IReadOnlyList<Symbol> Arguments => [_client, _secret];

    public bool HasAnswer => false;

    public async Task<int> RunAsync(Invocation run, CancellationToken cancel)
    {
        var path = run.InTenant("clients", run.Value(_client), "secrets", run.Value(_secret).ToString(CultureInfo.InvariantCulture));
        await run.Api.SendAsync(HttpMethod.Delete, path, (HttpContent?)null, cancel);
        run.Error.WriteLine($"secret {run.Value(_secret)} of client {run.Value(_client)} revoked");
        return ExitCode.Fine;
    }
}
