namespace IntegrationActors.Storage;

/// <summary>A name for the node that no other has and that stays the same when it starts anew: it is kept in its data folder.</summary>
internal static class NodeName
{
    private const string FileName = "node.id";

    /// <summary>Reads the name, or makes one.</summary>
    public static string Load(string dataDirectory)
    {
        var path = Path.Combine(dataDirectory, FileName);
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(dataDirectory);
            var draft = $"{path}.{Guid.NewGuid():N}";
            File.WriteAllText(draft, Guid.NewGuid().ToString("N"));
            File.Move(draft, path, overwrite: true);
        }

        return File.ReadAllText(path).Trim();
    }
}
