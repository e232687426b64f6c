using IntegrationActors.Core.Stores;

namespace IntegrationActors.Steps.Tests.Support.Crypto;

/// <summary>A home of gpg with keys that it made itself, and the same keys as credentials of the tenant. Shared by all tests of a run.</summary>
internal sealed class GpgHome
{
    public const string Password = "gehäim-4711";

    private static readonly Lazy<GpgHome> Homes = new(() => new GpgHome());

    // Sockets of the agent have short names.
    private readonly string _folder = Directory.CreateTempSubdirectory("ia-gpg-").FullName;

    private GpgHome()
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Close();
        Generate("", "Partner <orders@partner.example>", "rsa2048");
        Generate("", "Other <other@partner.example>", "ed25519");
        Generate("", "Weak <weak@partner.example>", "rsa1024");
        Generate(Password, "Edi <edi@example.org>", "rsa3072");
        Generate(Password, "Modern <modern@example.org>", "future-default");
        Run(["--batch", "--faked-system-time", "20200101T000000!", "--pinentry-mode", "loopback", "--passphrase", "", "--quick-gen-key", "Old <old@partner.example>", "future-default", "default", "10d"]);
        Partners = new PgpKeyCredential("partners", Export("--export", "--armor", ["orders@partner.example", "other@partner.example"]));
        Own = new PgpKeyCredential("own", Export("--export-secret-keys", "--armor", ["edi@example.org", "modern@example.org"]), Password);
        Old = new PgpKeyCredential("old", Export("--export-secret-keys", "--no-armor", ["old@partner.example"]));
        Weak = new PgpKeyCredential("weak", Export("--export-secret-keys", "--no-armor", ["weak@partner.example"]));
        SecretPartner = new PgpKeyCredential("secret-partner", Export("--export-secret-keys", "--no-armor", ["orders@partner.example"]));
    }

    public static GpgHome Shared => Homes.Value;

    /// <summary>Public keys of two partners, RSA and Ed25519 (which can't encrypt).</summary>
    public PgpKeyCredential Partners { get; }

    /// <summary>Secret keys of edi@ (RSA) and modern@ (Curve 25519), with a password.</summary>
    public PgpKeyCredential Own { get; }

    /// <summary>A secret key that expired in 2020.</summary>
    public PgpKeyCredential Old { get; }

    /// <summary>A secret key of 1,024 bits.</summary>
    public PgpKeyCredential Weak { get; }

    /// <summary>The secret key of a partner.</summary>
    public PgpKeyCredential SecretPartner { get; }

    /// <summary>Encrypts or signs with gpg; all keys are trusted.</summary>
    public byte[] Make(string content, params string[] arguments) => Run(arguments, System.Text.Encoding.UTF8.GetBytes(content)).Ok().Output;

    /// <summary>Decrypts with gpg, and shows what it says of signatures.</summary>
    public ToolRun Open(string message) => Run(["--decrypt"], System.Text.Encoding.Latin1.GetBytes(message));

    public ToolRun Run(string[] arguments, byte[]? input = null) =>
        CryptoTools.Run("gpg", ["--batch", "--no-tty", "--trust-model", "always", "--pinentry-mode", "loopback", "--passphrase", Password, .. arguments], input, _folder);

    public string Fingerprint(string user) => Run(["--with-colons", "--list-keys", user]).Ok().Text.Split('\n').First(line => line.StartsWith("fpr", StringComparison.Ordinal)).Split(':')[9];

    // Of gpg's kinds, only its default comes with a key to encrypt for.
    private void Generate(string password, string user, string kind)
    {
        string[] quietly = ["--batch", "--pinentry-mode", "loopback", "--passphrase", password];
        CryptoTools.Run("gpg", [.. quietly, "--quick-gen-key", user, kind, "default", "1y"], gpgHome: _folder).Ok();
        if (kind.StartsWith("rsa", StringComparison.Ordinal))
        {
            CryptoTools.Run("gpg", [.. quietly, "--quick-add-key", Fingerprint(user), kind, "encr", "1y"], gpgHome: _folder).Ok();
        }
    }

    private byte[] Export(string command, string armor, string[] users) => Run([command, armor, .. users]).Ok().Output;

    private void Close()
    {
        CryptoTools.Run("gpgconf", ["--kill", "all"], gpgHome: _folder);
        Directory.Delete(_folder, recursive: true);
    }
}
