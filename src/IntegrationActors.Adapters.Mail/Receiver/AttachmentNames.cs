using System.Globalization;
using System.Text;
using MimeKit;

namespace IntegrationActors.Adapters.Mail.Receiver;

/// <summary>
/// Writes names of attachments (RFC 2231). The library does so too, but cuts a character in half that has two units in UTF-16, such as an emoji, when a line ends within it: then both halves are lost. So names with such
/// characters are written here.
/// </summary>
internal static class AttachmentNames
{
    private const int LongestSection = 60;

    /// <summary>Makes a part an attachment of this name.</summary>
    public static void Set(MimePart part, string name)
    {
        part.ContentDisposition = new ContentDisposition(ContentDisposition.Attachment) { FileName = name };
        if (name.Any(char.IsSurrogate))
        {
            var header = new Header(HeaderId.ContentDisposition, ContentDisposition.Attachment);
            header.SetRawValue(Encoding.ASCII.GetBytes(Write(SectionsOf(name))));
            part.Headers.Replace(header);
        }
    }

    private static List<string> SectionsOf(string name)
    {
        var (sections, last) = (new List<string>(), new StringBuilder("utf-8''"));
        foreach (var rune in name.EnumerateRunes())
        {
            var text = Uri.EscapeDataString(rune.ToString());
            if (last.Length + text.Length > LongestSection)
            {
                sections.Add(last.ToString());
                last.Clear();
            }

            last.Append(text);
        }

        sections.Add(last.ToString());
        return sections;
    }

    private static string Write(List<string> sections)
    {
        var text = new StringBuilder($" {ContentDisposition.Attachment}");
        for (var i = 0; i < sections.Count; i++)
        {
            var number = sections.Count == 1 ? "" : $"{i.ToString(CultureInfo.InvariantCulture)}*";
            text.Append(";\r\n\tfilename*").Append(number).Append('=').Append(sections[i]);
        }

        return text.Append("\r\n").ToString();
    }
}
