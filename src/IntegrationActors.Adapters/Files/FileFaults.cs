using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Adapters.Files;

/// <summary>What can go wrong with files, wherever they are.</summary>
public static class FileFaults
{
    public const string NotFound = "IA3808";
    public const string Denied = "IA3809";
    public const string Refused = "IA3810";
    public const string Exists = "IA3811";
    public const string BadPath = "IA3812";
    public const string Incomplete = "IA3813";
    public const string LockLost = "IA3814";
    public const string SlowPattern = "IA3815";

    /// <summary>Whether others may be better off than the file that it happened to: neither connection nor server failed as a whole.</summary>
    public static bool IsOfOneFile(Fault fault) => fault.Code is NotFound or Denied or Refused or Exists or BadPath;

    public static FaultException Path(string text, string problem) => new(
        BadPath, $"'{Fault.Cut(text)}' can't be used: it {problem}.", "Check the expressions of the channel, and what the message has in the places that they are made of.");

    public static FaultException Missing(string shown, string path) => new(
        NotFound, $"{shown} has no '{path}', or doesn't show it.", "Check the path, and where it starts: over SFTP in the home folder of the user unless it begins with '/', on a disk in the folder that the node allows the tenant.");

    public static FaultException Lost(string path) => new(
        LockLost,
        $"'{path}' was processed, but the lock on it ran out meanwhile, so it was left where it is. Another node may process it once more.",
        "See why the store of the tenant did not answer for so long, or raise 'lockTimeout'.");

    public static FaultException Slow(string pattern) => new(SlowPattern, $"The pattern '{pattern}' took longer than 5 s.", "Write a regular expression that does not go back so often.");
}
