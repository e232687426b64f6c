namespace IntegrationActors.Storage.Backups;

/// <summary>
/// Puts a folder in the place of a tenant's. (1) It gets a name that says for whom it is; (2) the old folder goes out of sight; (3) the new one takes its name. A crash in between is finished
/// at the next start: a tenant has its old folder or its new one, never none.
/// </summary>
internal sealed class FolderSwap(string root, string deleted)
{
    private const string Restored = ".restored-";

    public void Replace(string tenant, string folder)
    {
        var ready = Path.Combine(root, $"{Restored}{tenant}");
        if (Directory.Exists(ready))
        {
            Directory.Delete(ready, recursive: true);
        }

        Directory.Move(folder, ready);                                                                        // 1
        var target = Path.Combine(root, tenant);
        var doomed = Path.Combine(root, $"{deleted}{tenant}-{Guid.NewGuid():N}");
        if (Directory.Exists(target))
        {
            Directory.Move(target, doomed);                                                                   // 2
        }

        Directory.Move(ready, target);                                                                        // 3
        if (Directory.Exists(doomed))
        {
            Directory.Delete(doomed, recursive: true);
        }
    }

    /// <summary>Finishes what a crash interrupted: before (2) the old folder stays, after it the new one takes its place.</summary>
    public void Finish()
    {
        foreach (var ready in Directory.EnumerateDirectories(root, Restored + "*"))
        {
            var target = Path.Combine(root, Path.GetFileName(ready)[Restored.Length..]);
            if (Directory.Exists(target))
            {
                Directory.Delete(ready, recursive: true);
            }
            else
            {
                Directory.Move(ready, target);
            }
        }
    }
}
