using System.Security.Cryptography;
using System.Text;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Stores.Locks;

namespace IntegrationActors.Adapters.Files;

/// <summary>How files are called among the locks of a tenant.</summary>
public static class FileLocks
{
    private const int LongestEntry = 1000;

    /// <summary>A path of any length.</summary>
    public static string EntryOf(string path) =>
        path.Length <= LongestEntry ? path : $"{path[..(LongestEntry - 65)]}~{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(path)))}";

    /// <summary>A lock on a file.</summary>
    /// <param name="component">Kind of the channel.</param>
    /// <param name="source">Server or folder.</param>
    /// <param name="entry">The file.</param>
    /// <param name="owner">The flow that asks.</param>
    /// <param name="expiresAfter">When others may take it, if nobody renews it.</param>
    public static MessageLockRequest Request(string component, string source, string entry, FlowIdentity owner, TimeSpan expiresAfter) =>
        new() { Component = component, Source = source, Entry = entry, Owner = owner.ToString(), ExpiresAfter = expiresAfter };
}
