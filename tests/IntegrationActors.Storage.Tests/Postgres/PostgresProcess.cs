using System.Diagnostics;
using System.Text.Json;

namespace IntegrationActors.Storage.Tests.Postgres;

/// <summary>A PostgreSQL server of the tests' own (<c>tests/servers/postgres.sh</c>), which goes when the tests end, however they end.</summary>
internal sealed class PostgresProcess : IDisposable
{
    private static readonly Lazy<PostgresProcess> Servers = new(() => new PostgresProcess("--no-fsync"));

    private readonly TempFolder _folder = new();

    public PostgresProcess(params string[] options)
    {
        using var told = JsonDocument.Parse(Run(["start", Server, .. options]));
        ConnectionString = told.RootElement.GetProperty("connection_string").GetString()!;
        StopWhenTestsEnd();
    }

    /// <summary>The one that all tests share which do it no harm; each has schemas of its own.</summary>
    public static PostgresProcess Shared => Servers.Value;

    /// <summary>Why there is no server here; null when there is, or when it must be there (in CI).</summary>
    public static string? Obstacle { get; } = Environment.GetEnvironmentVariable("CI") is not null || CanRun() ? null
        : "Needs PostgreSQL: on Debian as root it is installed by itself, otherwise install the package postgresql-15.";

    public string ConnectionString { get; }

    private string Server => _folder.File("postgres");

    /// <summary>Kills every process of it (<c>kill -9</c>).</summary>
    public void Crash() => Run(["crash", Server]);

    /// <summary>Starts it again on the same data.</summary>
    public void Restart() => Run(["restart", Server]);

    /// <summary>Stops it in its tracks: connections stay, and nothing answers.</summary>
    public void Pause() => Run(["pause", Server]);

    public void Resume() => Run(["resume", Server]);

    public void Dispose()
    {
        Run(["stop", Server]);
        _folder.Dispose();
    }

    private static bool CanRun() => OperatingSystem.IsLinux()
        && (Directory.Exists("/usr/lib/postgresql") || (File.Exists("/usr/bin/apt-get") && string.Equals(Environment.UserName, "root", StringComparison.Ordinal)));

    private static string Script()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "IntegrationActors.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return Path.Combine(folder.FullName, "tests", "servers", "postgres.sh");
    }

    private static string Run(string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("bash", [Script(), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"postgres.sh {arguments[0]}: {error.GetAwaiter().GetResult()}");
    }

    // Also when the process of the tests is killed.
    private void StopWhenTestsEnd()
    {
        const string Wait = "tail --pid=$1 -f /dev/null; [ ! -d $2 ] || { bash $3 stop $2; rm -rf $(dirname $2); }";
        using var _ = Process.Start(new ProcessStartInfo("setsid", ["bash", "-c", $"({Wait}) > /dev/null 2>&1 < /dev/null &", "watch", $"{Environment.ProcessId}", Server, Script()])
        {
            UseShellExecute = false,
        });
    }
}
