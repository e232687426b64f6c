using System.Security.Cryptography;
using System.Text;

namespace IntegrationActors.Adapters.Sftp;

/// <summary>How files are called among the locks of a tenant.</summary>
internal static class SftpLocks
{
    public const string Component = "SFTP";

    private const int LongestEntry = 1000;

    /// <summary>A path of any length.</summary>
    public static string EntryOf(string path) =>
        path.Length <= LongestEntry ? path : $"{path[..(LongestEntry - 65)]}~{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(path)))}";
}
