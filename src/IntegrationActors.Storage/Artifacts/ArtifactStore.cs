using System.Security.Cryptography;
using IntegrationActors.Storage.Database;

namespace IntegrationActors.Storage.Artifacts;

/// <summary>What was deployed, by the SHA-256 of its bytes; never changed once stored.</summary>
public sealed class ArtifactStore
{
    private readonly StoreDatabase _database;
    private readonly TimeProvider _time;

    internal ArtifactStore(StoreDatabase database, TimeProvider time) => (_database, _time) = (database, time);

    /// <summary>Stores the bytes under their hash; the same bytes twice are one artifact. Durable when the task completes.</summary>
    /// <exception cref="ArgumentException">The hash is not the one of the bytes.</exception>
    public Task PutAsync(string hash, ReadOnlyMemory<byte> content)
    {
        if (!IsHashOf(hash, content.Span))
        {
            throw new ArgumentException("The hash is not the SHA-256 of the content, in lower-case hex.", nameof(hash));
        }

        return _database.WriteAsync(connection =>
        {
            using var insert = connection.Prepare("INSERT INTO artifact (hash, stored, content) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING");
            return insert.Bind(1, hash).Bind(2, StoreTime.Write(_time.GetUtcNow())).Bind(3, content.Span).Run();
        });
    }

    /// <summary>The bytes, or null when there are none of that hash.</summary>
    /// <exception cref="InvalidDataException">What is stored is not what was put in: the disk has changed it.</exception>
    public async Task<byte[]?> GetAsync(string hash, CancellationToken cancel)
    {
        var content = await _database.ReadAsync(
            connection =>
            {
                using var find = connection.Prepare("SELECT content FROM artifact WHERE hash = ?1");
                return find.Bind(1, hash).Step() ? find.Blob(0).ToArray() : null;
            },
            cancel);
        return content is null || IsHashOf(hash, content)
            ? content
            : throw new InvalidDataException($"Artifact {hash} is damaged: its content has another hash. Deploy the bundle again, and check the disk.");
    }

    private static bool IsHashOf(string hash, ReadOnlySpan<byte> content) =>
        string.Equals(hash, Convert.ToHexStringLower(SHA256.HashData(content)), StringComparison.Ordinal);
}
