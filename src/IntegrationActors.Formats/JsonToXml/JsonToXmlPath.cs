using System.Globalization;
using System.Text;

namespace IntegrationActors.Formats.JsonToXml;

/// <summary>Writes the place of a walk as a normalised, readable JSONPath: <c>$.order.lines[2].sku</c>.</summary>
internal static class JsonToXmlPath
{
    private const int ShownLevels = 32;

    public static string Of(ReadOnlySpan<JsonToXmlFrame> frames, ReadOnlySpan<byte> names, char delimiter)
    {
        var path = new StringBuilder().Append('$');
        for (var i = 0; i < frames.Length; i++)
        {
            if (i == ShownLevels)
            {
                return path.Append('…').ToString();
            }

            Append(path, frames[i], names, delimiter);
        }

        return path.ToString();
    }

    private static void Append(StringBuilder path, JsonToXmlFrame frame, ReadOnlySpan<byte> names, char delimiter)
    {
        if (frame.Kind == JsonToXmlFrameKind.Array)
        {
            path.Append(CultureInfo.InvariantCulture, $"[{int.Max(frame.Items - 1, 0)}]");
            return;
        }

        // The colon of a qualified name stands where the JSON has the delimiter of the author.
        var name = Encoding.UTF8.GetString(names.Slice(frame.Member.Start, frame.Member.Length)).Replace(':', delimiter);
        var mark = frame.Role == JsonMemberRole.Attribute ? "@" : "";
        var isPlain = mark.Length == 0 && name.All(c => char.IsLetterOrDigit(c) || c is '_' or '$');
        if (name.Length > 0)
        {
            path.Append(isPlain ? $".{name}" : $"['{mark}{name}']");
        }
    }
}
