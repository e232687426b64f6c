using System.Globalization;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Definitions.Bundles;

/// <summary>Collects the files of a bundle and holds its limits, whatever it is read from.</summary>
internal sealed class BundleFiles(string bundle)
{
    public const int MaxFiles = 5_000;

    public const int MaxPath = 240;

    public static readonly ByteSize MaxBytes = new(64L << 20);

    private readonly SortedDictionary<string, ReadOnlyMemory<byte>> _files = new(StringComparer.Ordinal);

    // Two names that differ only in case are one file on half of our users' laptops.
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>How many bytes the bundle may still take.</summary>
    public long Room { get; private set; } = MaxBytes.Bytes;

    public void Add(string path, ReadOnlyMemory<byte> content)
    {
        CheckPath(path);
        if (_files.Count == MaxFiles)
        {
            throw TooManyFiles();
        }

        if (content.Length > Room)
        {
            throw TooLarge();
        }

        if (!_names.Add(path))
        {
            throw BadPath(path, "stands in the bundle twice (upper and lower case count as the same)");
        }

        Room -= content.Length;
        _files.Add(path, content);
    }

    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>> ToDictionary() => _files;

    public DiagnosticException TooManyFiles() =>
        Refuse(BundleCodes.TooLarge, string.Create(CultureInfo.InvariantCulture, $"it has more than {MaxFiles:N0} files"));

    public DiagnosticException TooLarge() => Refuse(BundleCodes.TooLarge, $"its files have more than {MaxBytes} in all");

    public DiagnosticException Refuse(string code, string message) => new(Diagnostic.Error(code, new SourceSpan(bundle, 0, 0), message));

    private void CheckPath(string path)
    {
        if (path.Length is 0 or > MaxPath)
        {
            throw BadPath(path.Length == 0 ? path : path[..40] + "…", $"is empty or longer than {MaxPath} characters");
        }

        if (path.Contains('\\', StringComparison.Ordinal) || path.Contains(':', StringComparison.Ordinal) || path.Any(char.IsControl))
        {
            throw BadPath(path, "has a character that paths in a bundle must not have (backslash, colon, control character)");
        }

        if (path.Split('/').Any(s => s is "" or "." or ".." || s.EndsWith(' ') || s.EndsWith('.')))
        {
            throw BadPath(path, "is absolute, leaves the bundle or has an empty part; write it relative, such as schemas/order.json");
        }
    }

    private DiagnosticException BadPath(string path, string what) =>
        Refuse(BundleCodes.BadPath, $"the path '{string.Concat(path.Select(c => char.IsControl(c) ? '?' : c))}' {what}");
}
