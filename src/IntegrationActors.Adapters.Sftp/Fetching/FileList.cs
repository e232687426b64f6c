using System.Globalization;
using System.Text;
using System.Xml;
using IntegrationActors.Adapters.Files;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Adapters.Sftp.Fetching;

/// <summary>A list of files as XML.</summary>
internal static class FileList
{
    private static readonly XmlWriterSettings Settings = new() { Encoding = new UTF8Encoding(false) };

    /// <summary>Writes it.</summary>
    /// <param name="files">The files.</param>
    /// <param name="root">The folder of the channel, as a whole path.</param>
    /// <param name="spool">Where a long list goes.</param>
    public static Payload Write(IReadOnlyList<FileEntry> files, string root, PayloadSpool spool)
    {
        using var output = new PayloadWriter(spool);
        using (var xml = XmlWriter.Create(output, Settings))
        {
            xml.WriteStartElement("files");
            foreach (var file in files)
            {
                Write(xml, file, root);
            }

            xml.WriteEndElement();
        }

        return output.ToPayload();
    }

    private static void Write(XmlWriter xml, FileEntry file, string root)
    {
        xml.WriteStartElement("file");
        Element(xml, "path", file.Path);
        Element(xml, "directory", root);
        Element(xml, "relativePath", file.Path[(root.TrimEnd('/').Length + 1)..]);
        Element(xml, "parent", file.Folder);
        Element(xml, "name", file.Name);
        Element(xml, "modified", file.Modified.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        Element(xml, "modifiedText", file.Modified.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        Element(xml, "separator", "/");
        Element(xml, "size", file.Size.ToString(CultureInfo.InvariantCulture));
        Element(xml, "permissions", file.Permissions);
        xml.WriteEndElement();
    }

    // Names are bytes on the server: what XML can't hold is shown as a question mark.
    private static void Element(XmlWriter xml, string name, string text) => xml.WriteElementString(name, new string([.. text.EnumerateRunes().SelectMany(Shown)]));

    private static string Shown(Rune rune) => rune.Value is < 0x20 or 0xFFFE or 0xFFFF ? "?" : rune.ToString();
}
