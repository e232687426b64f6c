using System.CommandLine;

namespace IntegrationActors.Cli.Commands;

/// <summary>Trades name and password of an administrator for an access token; nothing is kept on disk.</summary>
internal sealed class LoginCommand : ICliCommand
{
    private readonly Option<string> _user = new("--user", "-u") { HelpName = "NAME", Description = "Name of the administrator", DefaultValueFactory = _ => "admin" };
    private readonly Option<bool> _fromInput = new("--password-stdin") { Description = "Read the password from standard input" };

    public string Name => "login";

    public string Summary => "Signs in with name and password and prints the line that puts the access token into the environment.";

    public IReadOnlyList<string> Examples => ["eval \"$(ia login)\"", "ia login --user admin --password-stdin < password.txt"];

    public IReadOnlyList<Symbol> Arguments => [_user, _fromInput];

    public async Task<int> RunAsync(Invocation run, CancellationToken cancel)
    {
        var user = run.Value(_user)!;
        var password = await SecretInput.ReadAsync(run.Terminal, $"Password of {user}", run.Value(_fromInput), cancel);
        CreateTokenCommand.Show(run, await run.Api.SignInAsync(user, password, cancel), "export IA_TOKEN=");
        return ExitCode.Fine;
    }
}
