using System.Globalization;
using System.Text;
using System.Xml;
using IntegrationActors.Formats.Csv;
using IntegrationActors.Formats.Xml;

namespace IntegrationActors.Formats.CsvToXml;

/// <summary>Names of fields as names of elements: what no name can hold becomes <c>_</c>.</summary>
internal static class ElementNames
{
    public static byte[][] Of(IReadOnlyList<string> fields)
    {
        var names = fields.Select(Of).ToArray();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < names.Length; i++)
        {
            if (!seen.Add(names[i]))
            {
                throw CsvFaults.FieldNames(fields[i], string.Create(CultureInfo.InvariantCulture, $"becomes that of the element '{names[i]}', as that of another field does"));
            }
        }

        return [.. names.Select(Encoding.UTF8.GetBytes)];
    }

    private static string Of(string field)
    {
        var name = string.Concat(field.Select(c => XmlConvert.IsNCNameChar(c) ? c : '_'));
        return XmlConvert.IsStartNCNameChar(name[0]) && !XmlNames.IsReserved(Encoding.UTF8.GetBytes(name)) ? name : "_" + name;
    }
}
