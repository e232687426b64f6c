using System.Text;
using IntegrationActors.Definitions;

namespace IntegrationActors.Cli.Local;

/// <summary>Reads what a user names on the command line as a bundle: a flow file, a folder, a zip, or <c>-</c> for a flow or a zip on standard input.</summary>
internal static class LocalBundle
{
    public const string Input = "-";
    private const string NamelessInput = "stdin";

    /// <summary>Reads the whole bundle into memory.</summary>
    /// <exception cref="Core.Diagnostics.DiagnosticException">The bundle breaks a limit or holds no flow.</exception>
    public static async Task<Bundle> ReadAsync(Terminal terminal, string path, CancellationToken cancel)
    {
        if (path == Input)
        {
            await using var input = terminal.OpenInput();
            return await ReadInputAsync(input, cancel);
        }

        if (Directory.Exists(path))
        {
            return Bundle.FromFolder(path);
        }

        if (!File.Exists(path))
        {
            throw CliException.Usage($"there is no file or folder '{path}'");
        }

        if (!string.Equals(Path.GetExtension(path), ".zip", StringComparison.OrdinalIgnoreCase))
        {
            return Bundle.FromFlow(path, await File.ReadAllTextAsync(path, cancel));
        }

        await using var zip = File.OpenRead(path);
        return Bundle.FromZip(zip);
    }

    private static async Task<Bundle> ReadInputAsync(Stream input, CancellationToken cancel)
    {
        using var content = new MemoryStream();
        await input.CopyToAsync(content, cancel);
        content.Position = 0;
        if (content.GetBuffer().AsSpan(0, (int)content.Length).StartsWith("PK"u8))
        {
            return Bundle.FromZip(content);
        }

        var text = Encoding.UTF8.GetString(content.GetBuffer(), 0, (int)content.Length);
        return Bundle.FromFlow((FlowNames.Find(text) ?? NamelessInput) + Bundle.FlowExtension, text);
    }
}
