using System.Text;
using System.Xml;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Core.Tests.Messages;

/// <summary>What counts as an attribute, wherever the pieces end in which a document comes.</summary>
public sealed class XmlAttributeCountTests
{
    private const int TooMany = SafeXml.MaxAttributes + 1;

    public static TheoryData<string, bool> Documents => new()
    {
        { $"<a {Attributes(TooMany)}/>", true },
        { $"<!-- it's --><?p 'x'?><a b='>\"' c=\">'\"><b {Attributes(TooMany)}/></a>", true },
        { $"<a>it's \"so\"! <b {Attributes(SafeXml.MaxAttributes)}/></a>", false },
        { $"<a>{string.Concat(Enumerable.Repeat("<b c='d'/>", TooMany))}</a>", false },
        { $"<a><![CDATA[{Attributes(TooMany)}<x {Attributes(TooMany)}]]></a>", false },
        { $"<a><!-- <x {Attributes(TooMany)} --></a>", false },
        { $"<a>{new string('"', 2 * TooMany)}{new string('\'', TooMany)}!?</a>", false },
        { $"<a><?p <x {Attributes(TooMany)} ?></a>", false },
    };

    [Theory]
    [MemberData(nameof(Documents))]
    public void Only_attributes_of_one_element_are_counted(string xml, bool isRefused)
    {
        foreach (var piece in (int[])[1, 7, 4096, int.MaxValue])
        {
            using var stream = new PieceStream(Encoding.UTF8.GetBytes(xml), piece);
            using var reader = SafeXml.CreateReader(stream);
            var refused = Record.Exception(() =>
            {
                while (reader.Read())
                {
                }
            });

            Assert.Equal(isRefused ? typeof(XmlException) : null, refused?.GetType());
        }
    }

    private static string Attributes(int count) => string.Join(' ', Enumerable.Range(0, count).Select(i => $"a{i}='{i}'"));

    private sealed class PieceStream(byte[] bytes, int piece) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..int.Min(buffer.Length, piece)]);

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, int.Min(count, piece));
    }
}
