using System.Globalization;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Adapters.Files;

/// <summary>What a flow finds in the headers of a file.</summary>
public static class FileHeaders
{
    /// <summary>Sets them.</summary>
    /// <param name="headers">Where they go.</param>
    /// <param name="file">The file.</param>
    /// <param name="root">The folder of the channel, as a whole path.</param>
    /// <param name="isFlat">Whether the name goes without folders.</param>
    public static void Set(HeaderMap headers, FileEntry file, string root, bool isFlat)
    {
        headers.Set("CamelFileName", isFlat ? file.Name : file.Path[(root.TrimEnd('/').Length + 1)..]);
        headers.Set("CamelFileNameOnly", file.Name);
        headers.Set("CamelFileParent", file.Folder);
        headers.Set("CamelFileLength", file.Size.ToString(CultureInfo.InvariantCulture));
        headers.Set("CamelFileLastModified", file.Modified.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
    }
}
