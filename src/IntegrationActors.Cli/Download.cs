namespace IntegrationActors.Cli;

/// <summary>Writes an answer of the server into a file as it comes. The file has its name only when all of it is there.</summary>
internal static class Download
{
    private const string StandardOutput = "-";
    private const string Unfinished = ".part";

    public static async Task SaveAsync(Invocation run, string path, string file, CancellationToken cancel)
    {
        if (file == StandardOutput)
        {
            await using var output = run.Terminal.OpenOutput();
            await run.Api.DownloadAsync(path, output, cancel);
            return;
        }

        var target = Path.GetFullPath(file, run.Terminal.Folder);
        var part = target + Unfinished;
        try
        {
            await using (var stream = new FileStream(part, FileMode.Create, FileAccess.Write))
            {
                await run.Api.DownloadAsync(path, stream, cancel);
            }

            File.Move(part, target, overwrite: true);
        }
        catch
        {
            File.Delete(part);
            throw;
        }

        run.Error.WriteLine($"{file} written");
    }
}
