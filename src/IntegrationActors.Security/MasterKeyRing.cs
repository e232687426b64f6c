using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace IntegrationActors.Security;

/// <summary>
/// The master keys of a node: the first one encrypts, the others still open older records. They come from the environment variable
/// <see cref="Variable"/> (base64 of 32 bytes; several separated by commas) or from the file <see cref="FileName"/> in the data folder (one per line),
/// which is created at the first start with mode 0600. Never in a database.
/// </summary>
public sealed class MasterKeyRing
{
    public const string Variable = "IA_MASTER_KEY";
    public const string FileName = "master.key";

    private readonly Func<IReadOnlyList<MasterKey>> _read;
    private volatile IReadOnlyList<MasterKey> _keys;

    private MasterKeyRing(Func<IReadOnlyList<MasterKey>> read) => _keys = (_read = read)();

    /// <summary>Id of the key that encrypts.</summary>
    public string CurrentId => Current.Id;

    internal MasterKey Current => _keys[0];

    /// <summary>Takes the keys from the environment if it has any, else from the data folder.</summary>
    public static MasterKeyRing Load(string dataDirectory) =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } text ? Parse(text) : FromFile(dataDirectory);

    /// <summary>Keys as in the environment variable.</summary>
    /// <exception cref="InvalidOperationException">Not base64 of 32 bytes each.</exception>
    public static MasterKeyRing Parse(string text) => new(() => Read(Split(text, ','), $"The environment variable {Variable}"));

    /// <summary>Keys of the file in the data folder, which is created when it is missing.</summary>
    /// <exception cref="InvalidOperationException">Others can read the file, or what it holds are not keys.</exception>
    public static MasterKeyRing FromFile(string dataDirectory)
    {
        var path = Path.Combine(dataDirectory, FileName);
        if (!File.Exists(path))
        {
            Create(path);
        }

        return new(() => ReadFile(path));
    }

    /// <summary>Reads the file again, where keys were put in or taken out while the node runs; keys of the environment stay until the next start.</summary>
    /// <exception cref="InvalidOperationException">What the file holds now is not accepted; the keys stay as they are.</exception>
    public void Reload() => _keys = _read();

    internal bool TryFind(ulong number, [NotNullWhen(true)] out MasterKey? key) => (key = _keys.FirstOrDefault(k => k.Number == number)) is not null;

    private static IReadOnlyList<MasterKey> ReadFile(string path)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & (UnixFileMode.OtherRead | UnixFileMode.OtherWrite)) != UnixFileMode.None)
        {
            throw new InvalidOperationException($"Others can read or write the master key {path}. Run: chmod 600 {path}");
        }

        return Read(Split(File.ReadAllText(path), '\n'), path);
    }

    private static IReadOnlyList<MasterKey> Read(string[] texts, string origin) => texts.Length > 0
        ? [.. texts.Select(text => new MasterKey(Decode(text, origin)))]
        : throw new InvalidOperationException($"{origin} holds no key. Put in the base64 text of 32 random bytes.");

    // A whole file appears under the final name or none: a half-written key would lock every secret of the first run.
    private static void Create(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var draft = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var stream = new FileStream(draft, options))
        {
            stream.Write(System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(MasterKey.Length)) + "\n"));
            stream.Flush(flushToDisk: true);
        }

        File.Move(draft, path, overwrite: false);
    }

    private static string[] Split(string text, char separator) =>
        text.Split(separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static byte[] Decode(string text, string origin)
    {
        var key = new byte[MasterKey.Length];
        return Convert.TryFromBase64String(text, key, out var length) && length == key.Length
            ? key
            : throw new InvalidOperationException($"{origin} holds a key that is not base64 of {MasterKey.Length} bytes. Make one with: openssl rand -base64 32");
    }
}
