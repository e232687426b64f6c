using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Runtime.Configuration;

/// <summary>Bodies of messages: memory, spool files, limits.</summary>
public sealed record PayloadOptions
{
    /// <summary>Bodies up to this size stay in memory, larger ones go to a file while they are processed; at most 1GB. Default: 1MB.</summary>
    public ByteSize MemoryLimit { get; init; } = new(1L << 20);

    /// <summary>Bodies up to this size can be read as text, JSON or XML as a whole. Default: 64MB.</summary>
    public ByteSize ViewLimit { get; init; } = new(64L << 20);

    /// <summary>Folder of the spool files, emptied at start; relative to the data folder. Default: <c>spool</c>.</summary>
    [MinLength(1)]
    public string SpoolDirectory { get; init; } = "spool";
}
