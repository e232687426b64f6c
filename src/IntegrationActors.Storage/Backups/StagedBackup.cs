using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using IntegrationActors.Storage.Sqlite;

namespace IntegrationActors.Storage.Backups;

/// <summary>A backup that was unpacked beside the stores and checked: it is complete, undamaged, and not newer than this program.</summary>
public sealed class StagedBackup : IDisposable
{
    private StagedBackup(string folder, BackupManifest manifest) => (Folder, Manifest) = (folder, manifest);

    public BackupManifest Manifest { get; }

    /// <summary>The folder that becomes the tenant's.</summary>
    internal string Folder { get; }

    public void Dispose()
    {
        if (Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }
    }

    /// <summary>Unpacks and checks.</summary>
    /// <exception cref="BackupException">It is no backup, damaged, or too new.</exception>
    internal static async Task<StagedBackup> OpenAsync(string folder, Stream zip, CancellationToken cancel)
    {
        Directory.CreateDirectory(folder);
        try
        {
            var manifest = await UnpackAsync(folder, zip, cancel);
            await CheckAsync(Path.Combine(folder, TenantBackup.Store), manifest, cancel);
            return new StagedBackup(folder, manifest);
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    // A zip has its directory at the end, so all of it has to be there first.
    private static async Task<BackupManifest> UnpackAsync(string folder, Stream zip, CancellationToken cancel)
    {
        var packed = Path.Combine(folder, "backup.zip");
        await using (var file = File.Create(packed))
        {
            await zip.CopyToAsync(file, cancel);
        }

        try
        {
            await using var archive = await ZipFile.OpenReadAsync(packed, cancel);
            await using var description = await Entry(archive, TenantBackup.Manifest).OpenAsync(cancel);
            var manifest = await JsonSerializer.DeserializeAsync(description, BackupJson.Default.BackupManifest, cancel) ?? throw new BackupException("its manifest is empty");
            await Entry(archive, TenantBackup.Store).ExtractToFileAsync(Path.Combine(folder, TenantBackup.Store), cancel);
            return manifest;
        }
        catch (Exception e) when (e is InvalidDataException or JsonException)
        {
            throw new BackupException($"it is no backup, or cut off: {e.Message}", e);
        }
        finally
        {
            File.Delete(packed);
        }
    }

    private static ZipArchiveEntry Entry(ZipArchive archive, string name) => archive.GetEntry(name) ?? throw new BackupException($"it has no {name}");

    private static async Task CheckAsync(string store, BackupManifest manifest, CancellationToken cancel)
    {
        string hash;
        await using (var content = File.OpenRead(store))
        {
            hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancel));
        }

        if (!string.Equals(hash, manifest.Sha256, StringComparison.OrdinalIgnoreCase))
        {
            throw new BackupException($"its store has the checksum {hash}, not {manifest.Sha256} as its manifest says: it was damaged or changed");
        }

        var version = await Task.Run(() => SqliteCopy.Check(store), cancel);
        if (version != manifest.Schema || version > TenantSchema.Current.Version)
        {
            throw new BackupException($"its store has version {version} of the schema, this program knows version {TenantSchema.Current.Version}: it was made by program {manifest.Product}");
        }
    }
}
