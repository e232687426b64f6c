using System.Diagnostics;

namespace IntegrationActors.Steps.Tests.Support.Crypto;

/// <summary>The independent tools that the security steps are tested with: gpg, openssl, xmlsec1 (<c>tests/servers/crypto-tools.sh</c>).</summary>
internal static class CryptoTools
{
    private static readonly Lazy<bool> Installed = new(Install);

    /// <summary>Why the tools are not here; null when they are, or when they must be there (in CI).</summary>
    public static string? Obstacle { get; } = Environment.GetEnvironmentVariable("CI") is not null || CanRun() ? null
        : "Needs gpg, openssl and xmlsec1: on Debian as root they are installed by themselves, otherwise install the packages gnupg, openssl and xmlsec1.";

    /// <summary>Runs a tool to its end.</summary>
    public static ToolRun Run(string program, string[] arguments, byte[]? input = null, string? gpgHome = null)
    {
        _ = Installed.Value;
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        if (gpgHome is not null)
        {
            start.Environment["GNUPGHOME"] = gpgHome;
        }

        using var process = System.Diagnostics.Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var written = WriteAsync(process, input ?? []);
        var output = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        written.GetAwaiter().GetResult();
        return new ToolRun(process.ExitCode, output.ToArray(), error.GetAwaiter().GetResult());
    }

    // A tool that refuses its input closes the pipe before it read everything.
    private static async Task WriteAsync(System.Diagnostics.Process process, byte[] input)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
        }
    }

    private static bool CanRun() => OperatingSystem.IsLinux() && (new[] { "gpg", "openssl", "xmlsec1" }.All(tool => File.Exists($"/usr/bin/{tool}"))
        || (File.Exists("/usr/bin/apt-get") && string.Equals(Environment.UserName, "root", StringComparison.Ordinal)));

    private static bool Install()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "IntegrationActors.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        using var process = System.Diagnostics.Process.Start("bash", [Path.Combine(folder.FullName, "tests", "servers", "crypto-tools.sh")]);
        process.WaitForExit();
        return process.ExitCode == 0 ? true : throw new InvalidOperationException("crypto-tools.sh could not install gpg, openssl and xmlsec1.");
    }
}
