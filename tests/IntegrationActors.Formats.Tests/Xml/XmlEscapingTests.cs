using System.Text;
using System.Xml;
using IntegrationActors.Formats.Xml;

namespace IntegrationActors.Formats.Tests.Xml;

public class XmlEscapingTests
{
    [Fact]
    public void Refuses_exactly_the_characters_that_XML_cannot_hold()
    {
        for (var code = 0; code <= 0x10FFFF; code++)
        {
            if (code is < 0xD800 or > 0xDFFF)
            {
                using var target = new PooledBytes(16);
                var refused = XmlEscaping.Text(Encoding.UTF8.GetBytes(char.ConvertFromUtf32(code)), target);
                Assert.Equal(code > 0xFFFF || XmlConvert.IsXmlChar((char)code) ? XmlEscaping.AllWritten : code, refused);
            }
        }
    }

    [Fact]
    public void Comes_back_from_a_reader_unchanged()
    {
        var text = string.Concat(Enumerable.Range(0x9, 0x2FF).Select(i => (char)i).Where(c => XmlConvert.IsXmlChar(c)));
        using var attribute = new PooledBytes(16);
        using var content = new PooledBytes(16);
        XmlEscaping.Attribute(Encoding.UTF8.GetBytes(text), attribute);
        XmlEscaping.Text(Encoding.UTF8.GetBytes(text), content);

        var document = new XmlDocument { XmlResolver = null, PreserveWhitespace = true };
        document.LoadXml($"<a x=\"{Encoding.UTF8.GetString(attribute.Written)}\">{Encoding.UTF8.GetString(content.Written)}</a>");

        Assert.Equal(text, document.DocumentElement!.GetAttribute("x"));
        Assert.Equal(text, document.DocumentElement.InnerText);
    }
}
