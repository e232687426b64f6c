using System.CommandLine;
using System.Text.Json.Nodes;

namespace IntegrationActors.Cli.Commands;

/// <summary>Stores a credential that flows refer to by name; one of the same name is replaced.</summary>
internal sealed class CreateCredentialCommand : ICliCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "Name by which flows refer to it" };
    private readonly Option<string?> _user = new("--user", "-u") { HelpName = "USER", Description = "User name, for user name and password" };
    private readonly Option<FileInfo?> _pfx = new("--pfx") { HelpName = "FILE", Description = "PKCS #12 file with certificate and private key" };
    private readonly Option<FileInfo?> _certificate = new("--certificate") { HelpName = "FILE", Description = "Certificate of a partner, PEM or DER" };
    private readonly Option<FileInfo?> _pgp = new("--pgp") { HelpName = "FILE", Description = "OpenPGP keys, public or secret" };
    private readonly Option<bool> _fromInput = new("--password-stdin") { Description = "Read the password from standard input" };

    public string Name => "create credential";

    public string Summary => "Stores user name and password, a key pair, a certificate or PGP keys under a name; running flows use it from the next message on.";

    public IReadOnlyList<string> Examples =>
    [
        "ia create credential erp --user integration --password-stdin < password.txt",
        "ia create credential bank --pfx bank.pfx",
        "ia create credential partner --certificate partner.crt",
        "ia create credential partner-pgp --pgp partner.asc",
    ];

    public IReadOnlyList<Symbol> Arguments => [_name, _user, _pfx, _certificate, _pgp, _fromInput];

    public bool HasAnswer => false;

    public async Task<int> RunAsync(Invocation run, CancellationToken cancel)
    {
        var name = run.Value(_name);
        var body = (run.Value(_user), run.Value(_pfx), run.Value(_certificate), run.Value(_pgp)) switch
        {
            ({ } user, null, null, null) => new JsonObject { ["kind"] = "user", ["user"] = user },
            (null, { } file, null, null) => new JsonObject { ["kind"] = "keyPair", ["pfx"] = await ReadAsync(file, cancel) },
            (null, null, { } file, null) => new JsonObject { ["kind"] = "certificate", ["certificate"] = await ReadAsync(file, cancel) },
            (null, null, null, { } file) => new JsonObject { ["kind"] = "pgpKeys", ["pgpKeys"] = await ReadAsync(file, cancel) },
            _ => throw CliException.Usage("say one of --user NAME, --pfx FILE, --certificate FILE or --pgp FILE"),
        };
        if (run.Value(_certificate) is null)
        {
            body["password"] = await SecretInput.ReadAsync(run.Terminal, "Password", run.Value(_fromInput), cancel);
        }

        await run.Api.SendAsync(HttpMethod.Put, run.InTenant("credentials", name), body, cancel);
        run.Error.WriteLine($"credential {name} stored");
        return ExitCode.Fine;
    }

    private static async Task<string> ReadAsync(FileInfo file, CancellationToken cancel) => file.Exists
        ? Convert.ToBase64String(await File.ReadAllBytesAsync(file.FullName, cancel))
        : throw CliException.Usage($"there is no file '{file}'");
}
