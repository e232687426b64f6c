using System.Globalization;
using System.Text;
using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Adapters.Files;

/// <summary>Where a message goes: folder and name, computed from the message and checked before anything is written.</summary>
public sealed class FilePlace(IFileWritingOptions options, TimeProvider time)
{
    private const string NameHeader = "CamelFileName";

    /// <summary>The path of the file: folder and name.</summary>
    /// <exception cref="FaultException">IA3812.</exception>
    public async ValueTask<string> PathAsync(Exchange exchange, CancellationToken cancel)
    {
        var folder = options.Directory is { } directory ? await directory.EvaluateTextAsync(exchange, cancel) : "";
        var name = await NameAsync(exchange, cancel);
        name = options.Flatten ? name[(name.LastIndexOf('/') + 1)..] : name;
        Check(folder);
        Check(name);
        if (name.StartsWith('/') || name.EndsWith('/') || name is "." or "")
        {
            throw FileFaults.Path(name, "is no name of a file below the folder");
        }

        name = options.AppendTimestamp ? Stamped(name) : name;
        return folder.Length == 0 ? name : $"{folder.TrimEnd('/')}/{name}";
    }

    /// <summary>The path under which the file is written first.</summary>
    public async ValueTask<string> TemporaryAsync(string path, Exchange exchange, CancellationToken cancel)
    {
        var name = options.TemporaryName is { } own ? await own.EvaluateTextAsync(exchange, cancel) : $".{Guid.NewGuid():N}.part";
        Check(name);
        return name.Length == 0 || name.Contains('/', StringComparison.Ordinal) ? throw FileFaults.Path(name, "is no name of a temporary file") : $"{path[..(path.LastIndexOf('/') + 1)]}{name}";
    }

    private async ValueTask<string> NameAsync(Exchange exchange, CancellationToken cancel)
    {
        var name = options.FileName is { } own ? await own.EvaluateTextAsync(exchange, cancel) : "";
        return name.Length > 0 ? name : exchange.Headers[NameHeader] is { Length: > 0 } header ? header : exchange.Id.ToString();
    }

    private void Check(string path) => FilePaths.Check(path, options.PreventDirectoryTraversal);

    private string Stamped(string name)
    {
        var stamp = time.GetUtcNow().ToString("yyyyMMddHHmmssfff", CultureInfo.InvariantCulture);
        var dot = name.LastIndexOf('.');
        return new StringBuilder(name).Insert(dot > name.LastIndexOf('/') + 1 ? dot : name.Length, stamp).ToString();
    }
}
