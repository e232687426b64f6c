namespace IntegrationActors.Adapters.Https.Sender.Listeners;

/// <summary>By what a replaced file is known. Follows links, because that is how a mounted secret is replaced.</summary>
internal readonly record struct FileStamp(string Path, long Length, DateTime Written)
{
    /// <summary>The stamp of the file that is there now; one of its own when there is none.</summary>
    public static FileStamp Of(string path)
    {
        if (path.Length == 0)
        {
            return default;
        }

        try
        {
            var file = new FileInfo(path);
            file = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
            return new FileStamp(file.FullName, file.Length, file.LastWriteTimeUtc);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new FileStamp(path, -1, default);
        }
    }
}
