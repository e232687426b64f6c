using System.Text;
using IntegrationActors.Management.Tests;

namespace IntegrationActors.Cli.Tests;

/// <summary>Runs command lines in this process, against the API over real stores and a fake runtime.</summary>
internal sealed class Ia(ManagementHost? server = null)
{
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal)
    {
        // Without a server: a port that nobody listens on, since the system gives it to nobody.
        ["IA_SERVER"] = server is null ? "http://127.0.0.1:1" : $"unix:{server.SocketPath}",
    };

    public byte[] Input { get; set; } = [];

    /// <summary>The folder that the user is in.</summary>
    public string Folder { get; init; } = Path.GetTempPath();

    /// <summary>Columns of the terminal; null when there is none.</summary>
    public int? Width { get; set; }

    /// <summary>What the user answers to every question; null when nobody can be asked.</summary>
    public string? Answer { get; init; }

    public string? this[string variable]
    {
        set => _variables[variable] = value!;
    }

    public sealed record Result(int ExitCode, string Output, string Error);

    public async Task<Result> RunAsync(params string[] args) => await RunAsync(args, CancellationToken.None);

    public async Task<Result> RunAsync(string[] args, CancellationToken cancel)
    {
        var (output, error, bytes) = (new StringWriter { NewLine = "\n" }, new StringWriter { NewLine = "\n" }, new MemoryStream());
        var terminal = new Terminal
        {
            Out = output,
            Error = error,
            OpenInput = () => new MemoryStream(Input),
            OpenOutput = () => bytes,
            Folder = Folder,
            Width = Width,
            Ask = Answer is null ? null : _ => Answer,
            Variable = name => _variables.GetValueOrDefault(name),
            Time = server?.Clock ?? TimeProvider.System,
        };
        var exitCode = await new CliApp(terminal).RunAsync(args, cancel);
        return new Result(exitCode, output + Encoding.UTF8.GetString(bytes.ToArray()), error.ToString());
    }
}
