using System.Globalization;
using System.Xml;

namespace IntegrationActors.Cli.Testing;

/// <summary>Results of tests as JUnit XML, which build servers read.</summary>
internal static class JunitReport
{
    public static void Write(TextWriter target, IReadOnlyList<CaseResult> results)
    {
        using var xml = XmlWriter.Create(target, new XmlWriterSettings { Indent = true, OmitXmlDeclaration = true, NewLineChars = "\n", CheckCharacters = false });
        xml.WriteStartElement("testsuites");
        WriteCounts(xml, results);
        foreach (var file in results.GroupBy(r => r.File, StringComparer.Ordinal))
        {
            xml.WriteStartElement("testsuite");
            xml.WriteAttributeString("name", file.Key);
            WriteCounts(xml, [.. file]);
            foreach (var result in file)
            {
                WriteCase(xml, result);
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.Flush();
        target.WriteLine();
    }

    private static void WriteCounts(XmlWriter xml, IReadOnlyCollection<CaseResult> results)
    {
        xml.WriteAttributeString("tests", Number(results.Count));
        xml.WriteAttributeString("failures", Number(results.Count(r => !r.IsPassed)));
        xml.WriteAttributeString("errors", "0");
        xml.WriteAttributeString("time", Seconds(results.Sum(r => r.Duration.TotalSeconds)));
    }

    private static void WriteCase(XmlWriter xml, CaseResult result)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", result.File);
        xml.WriteAttributeString("name", Clean(result.Test.Options.Name));
        xml.WriteAttributeString("file", result.File);
        xml.WriteAttributeString("line", Number(result.Test.Span.Line));
        xml.WriteAttributeString("time", Seconds(result.Duration.TotalSeconds));
        if (!result.IsPassed)
        {
            xml.WriteStartElement("failure");
            xml.WriteAttributeString("message", Clean(result.Differences[0].Summary));
            xml.WriteString(Clean(string.Join('\n', result.Differences.Select(d => $"{d.Summary}\n{d.Detail}".TrimEnd('\n')))));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    // What XML can't hold is no text of a report either.
    private static string Clean(string text) => string.Concat(text.Select(c => XmlConvert.IsXmlChar(c) || char.IsSurrogate(c) ? c : '?'));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Seconds(double seconds) => seconds.ToString("0.000", CultureInfo.InvariantCulture);
}
