using IntegrationActors.Core.Messages;

namespace IntegrationActors.Cli.Local.Running;

/// <summary>Where runs in this process put what they must not keep in memory; gone when the process ends.</summary>
internal static class LocalFolder
{
    private static readonly Lazy<string> Root = new(Create);

    private static readonly Lazy<PayloadSpool> Bodies = new(() =>
    {
        var spool = new PayloadSpool(Path.Combine(Root.Value, "spool"));
        spool.Prepare();
        return spool;
    });

    /// <summary>For large bodies.</summary>
    public static PayloadSpool Spool => Bodies.Value;

    /// <summary>A new folder of its own.</summary>
    public static string Take() => Directory.CreateDirectory(Path.Combine(Root.Value, Path.GetRandomFileName())).FullName;

    private static string Create()
    {
        var root = Directory.CreateTempSubdirectory("ia-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Delete(root);
        return root;
    }

    private static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
            // The system clears its folder of temporary files by itself.
        }
    }
}
