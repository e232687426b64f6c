using IntegrationActors.Core.Messages;

namespace IntegrationActors.Steps.Tests.Support;

/// <summary>A spool folder for all tests of a run, with a threshold that tests reach quickly.</summary>
internal static class TestSpool
{
    public const int MemoryLimit = 64 * 1024;

    public static PayloadSpool Instance { get; } = Create();

    private static PayloadSpool Create()
    {
        var spool = new PayloadSpool(Directory.CreateTempSubdirectory("ia-steps-").FullName) { MemoryLimit = MemoryLimit };
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(spool.Directory, recursive: true);
        return spool;
    }
}
