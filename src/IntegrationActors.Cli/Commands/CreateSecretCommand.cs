using System.CommandLine;

namespace IntegrationActors.Cli.Commands;

/// <summary>Gives a sender client a further secret: the begin of a rotation.</summary>
internal sealed class CreateSecretCommand : ICliCommand
{
    private readonly Argument<string> _client = new("CLIENT") { Description = "Id of the client" };

    public string Name => "create secret";

    public string Summary => "Gives a sender client a further secret and shows it, this once; older ones stay valid until they are deleted.";

    public IReadOnlyList<string> Examples => ["ia create secret webshop"];

    public IReadOnlyList<Symbol> Arguments => [_client];

    public async Task<int> RunAsync(Invocation run, CancellationToken cancel)
    {
        var created = await run.Api.SendAsync(HttpMethod.Post, run.InTenant("clients", run.Value(_client), "secrets"), (HttpContent?)null, cancel);
        CreateClientCommand.ShowSecret(run, created);
        return ExitCode.Fine;
    }
}
