using System.Diagnostics;
using System.Text.Json;

namespace IntegrationActors.Contracts;

/// <summary>A server of the tests' own (<c>tests/servers/NAME.sh</c>), which goes when the tests end, however they end.</summary>
public sealed class TestServer : IDisposable
{
    // Installing the server's package is the longest that a script does.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly string _folder = Directory.CreateTempSubdirectory("ia-server-").FullName;
    private readonly string _name;

    public TestServer(string name, params string[] options)
    {
        _name = name;
        Told = JsonDocument.Parse(Run(["start", Place, .. options])).RootElement.Clone();
        StopWhenTestsEnd();
    }

    /// <summary>Why servers that need root are not here; null when they are, or when they must be (in CI).</summary>
    public static string? Obstacle { get; } = Environment.GetEnvironmentVariable("CI") is not null || (OperatingSystem.IsLinux() && string.Equals(Environment.UserName, "root", StringComparison.Ordinal))
        ? null
        : "Needs a server that is started as root on Linux.";

    /// <summary>What the script said of the server.</summary>
    public JsonElement Told { get; }

    public int Port => Told.GetProperty("port").GetInt32();

    public string this[string name] => Told.GetProperty(name).GetString()!;

    private string Place => Path.Combine(_folder, _name);

    /// <summary>Runs another command of the script.</summary>
    public string Do(string command, params string[] arguments) => Run([command, Place, .. arguments]);

    /// <summary>A certificate of the server gets the content of another one of <c>tls.sh</c>, from its next start on.</summary>
    public void ReplaceCertificate(string name, string by)
    {
        var folder = Path.GetDirectoryName(this["ca"])!;
        foreach (var end in new[] { "crt", "key" })
        {
            File.Copy(Path.Combine(folder, $"{by}.{end}"), Path.Combine(folder, $"{name}.{end}"), overwrite: true);
        }
    }

    public void Dispose()
    {
        Run(["stop", Place]);
        Directory.Delete(_folder, recursive: true);
    }

    private string Run(string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("bash", [Script(), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience) || !Task.WaitAll([output, error], Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{_name}.sh {arguments[0]} did not end within {Patience}");
        }

        return process.ExitCode == 0 ? output.Result : throw new InvalidOperationException($"{_name}.sh {arguments[0]}: {error.Result}");
    }

    private string Script()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "IntegrationActors.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return Path.Combine(folder.FullName, "tests", "servers", $"{_name}.sh");
    }

    // Also when the process of the tests is killed.
    private void StopWhenTestsEnd()
    {
        const string Wait = "tail --pid=$1 -f /dev/null; [ ! -d $2 ] || { bash $3 stop $2; rm -rf $(dirname $2); }";
        using var _ = Process.Start(new ProcessStartInfo("setsid", ["bash", "-c", $"({Wait}) > /dev/null 2>&1 < /dev/null &", "watch", $"{Environment.ProcessId}", Place, Script()])
        {
            UseShellExecute = false,
        });
    }
}
