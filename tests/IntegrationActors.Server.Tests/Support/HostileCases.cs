using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using Org.BouncyCastle.Bcpg;

namespace IntegrationActors.Server.Tests.Support;

/// <summary>One table of everything that is refused.</summary>
internal static class HostileCases
{
    private const string Endless = """
        <xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:template match="/"><xsl:call-template name="again"/></xsl:template>
        <xsl:template name="again"><a><xsl:call-template name="again"/></a></xsl:template></xsl:stylesheet>
        """;

    public static IReadOnlyDictionary<string, string> Files { get; } = new Dictionary<string, string>
    {
        ["endless.xslt"] = Endless,
        ["regexes.json"] = """{"type":"array","items":{"pattern":"^(a+)+$"}}""",
        ["regex.json"] = """{"pattern":"^(a+)+$"}""",
        ["product.xslt"] = Xslt("<xsl:template match='/'><r><xsl:for-each select='//a'><xsl:for-each select='//a'><b/></xsl:for-each></xsl:for-each></r></xsl:template>"),
        ["copies.xslt"] = Xslt($"<xsl:template match='/'><xsl:variable name='v0'><a>text</a></xsl:variable>{Doubled("<xsl:variable name='v{1}'><xsl:copy-of select='$v{0}'/><xsl:copy-of select='$v{0}'/></xsl:variable>", 40)}<xsl:copy-of select='$v40'/></xsl:template>"),
        ["loops.xslt"] = Xslt("<xsl:template match='/'><xsl:variable name='v'><xsl:for-each select='//a'><xsl:for-each select='//a'><b/></xsl:for-each></xsl:for-each></xsl:variable><r><xsl:copy-of select='$v'/></r></xsl:template>"),
        ["texts.xslt"] = Xslt($"<xsl:template match='/'><xsl:variable name='v0' select=\"'text'\"/>{Doubled("<xsl:variable name='v{1}' select='concat($v{0}, $v{0})'/>", 40)}<r><xsl:value-of select='$v40'/></r></xsl:template>"),
        ["pattern.xsd"] = Xsd("<xs:element name='r'><xs:complexType><xs:sequence><xs:element name='v' maxOccurs='unbounded'><xs:simpleType><xs:restriction base='xs:string'><xs:pattern value='(a+)+'/></xs:restriction></xs:simpleType></xs:element></xs:sequence></xs:complexType></xs:element>"),
        ["counted.xsd"] = Xsd("<xs:element name='r'><xs:complexType><xs:sequence minOccurs='0' maxOccurs='4999'><xs:sequence minOccurs='0' maxOccurs='4999'><xs:element name='a' minOccurs='0' maxOccurs='4999'/></xs:sequence></xs:sequence></xs:complexType></xs:element>"),
        ["unique.xsd"] = Xsd("<xs:element name='r'><xs:complexType><xs:sequence><xs:element name='a' type='xs:string' maxOccurs='unbounded'/></xs:sequence></xs:complexType><xs:unique name='u'><xs:selector xpath='.//a'/><xs:field xpath='.'/></xs:unique></xs:element>"),
        ["order.xsd"] = "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'><xs:element name='a' type='xs:string'/></xs:schema>",
    };

    private static IReadOnlyList<string> Scripts { get; } =
    [
        "while (true) {}",
        "function f() { return f() + 1 } f()",
        "JSON.stringify(Array(1000).fill('b'.repeat(1000000)))",
        "Array(1000).fill('b'.repeat(1000000)).join()",
        "let a = ['x']; for (let i = 0; i < 40; i++) a = [a, a]; message.setBody(a)",
        "'x'.padEnd(500000000)",
        "encodeURIComponent('\\u20ac'.repeat(20000000))",
        "'a'.repeat(30000000).match(/a/g)",
        "function* g(x) { for (const y of x) yield y } let it = [1].values(); for (let i = 0; i < 100000; i++) it = g(it); it.next()",
        "Array(10000).fill('a'.repeat(1000000)).map(String.prototype.toUpperCase.call, String.prototype.toUpperCase)",
        "/^(a+)+$/.test('a'.repeat(40) + 'b')",
        "const a = []; for (;;) a.push({ a: 1 })",
        "for (const k in 'x'.repeat(30000000)) break",
        "const o = { ...'x'.repeat(30000000) }",
        "const { length, ...rest } = 'x'.repeat(30000000)",
        "Object.keys('x'.repeat(30000000))",
    ];

    public static IReadOnlyList<HostileCase> All { get; } =
    [
        .. Archives(), .. Documents(), .. Costs(), .. Schemas(), .. Stylesheets(), .. Pgp(),
        .. Scripts.Select((script, i) => new HostileCase($"script {i}", $"- script:\n    code: |\n      {script}", "IA3452", () => "x"u8.ToArray())),
        new("script on a text", "- script: { code: \"for (const k in message.getBody()) break\" }", "IA3452", () => Text(new string('x', 30_000_000))),
        new("js on a text", "- set: { properties: { p: { js: \"({ ...body }).length\" } } }", "IA3452", () => Text(new string('x', 30_000_000))),
        new("js", "- set: { properties: { p: { js: \"JSON.stringify(Array(1000).fill('b'.repeat(1000000)))\" } } }", "IA3452", () => "x"u8.ToArray()),
        new("template", "- template: { text: \"{% for i in (1..100000000) %}{% for j in (1..100000000) %}x{% endfor %}{% endfor %}\" }", "IA3462 IA3461", () => "x"u8.ToArray()),
    ];

    private static IEnumerable<HostileCase> Archives() =>
    [
        new("zip bomb", "- unzip", "IA34", () => Zip([("a", Zeros(60_000_000))])),
        new("zip of 70,000 entries", "- unzip", "IA34", () => Zip(Enumerable.Range(0, 70_000).Select(i => ($"e{i}", Array.Empty<byte>())))),
        new("zip that climbs", "- unzip", "IA34", () => Zip([("../../etc/passwd", "x"u8.ToArray())])),
        new("split zip of 70,000", "- splitter: { zip: {}, steps: [ log: part ] }", "IA3", () => Zip(Enumerable.Range(0, 70_000).Select(i => ($"e{i}", Array.Empty<byte>())))),
        new("tar that climbs", "- untar", "IA34", () => Tar("../../etc/passwd")),
        new("gzip bomb", "- gunzip", "IA34", () => Gzip(Zeros(200_000_000))),
        new("gzip of gzip", "- gunzip\n- gunzip", "IA34", () => Gzip(Gzip(Zeros(200_000_000)))),
        new("mime of 100,000 parts", "- mimeDecode: { inlineHeaders: true }", "IA34", () => Text("Content-Type: multipart/mixed; boundary=b\r\n\r\n" + Repeat("--b\r\n\r\nx\r\n", 100_000) + "--b--\r\n")),
        new("mime 1000 deep", "- mimeDecode: { inlineHeaders: true }", "IA34", () => Text(string.Concat(Enumerable.Range(0, 1000).Select(i => $"Content-Type: multipart/mixed; boundary=b{i}\r\n\r\n--b{i}\r\n")))),
    ];

    private static IEnumerable<HostileCase> Documents() =>
    [
        new("external entity", "- xmlToJson", "IA3321", () => Text("<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>")),
        new("deep xml", "- xmlToJson", "IA3", () => Text(Repeat("<a>", 100_000) + Repeat("</a>", 100_000))),
        new("deep xml for a path", "- set: { properties: { p: { xpath: \"count(//*)\" } } }", "IA3", () => Text(Repeat("<a>", 100_000) + Repeat("</a>", 100_000))),
        new("deep xml for a schema", "- validateXml: order.xsd", "IA3", () => Text(Repeat("<a>", 100_000) + Repeat("</a>", 100_000))),
        new("million attributes", "- xmlToJson", "IA3", () => Text("<a " + string.Concat(Enumerable.Range(0, 1_000_000).Select(i => $"a{i}='' ")) + "b/>")),
        new("deep json", "- jsonToXml: { root: root }", "IA3", () => Text(Repeat("[", 100_000) + Repeat("]", 100_000))),
        new("deep json for a path", "- set: { properties: { p: { jsonpath: \"$..x\" } } }", "IA3", () => Text(Repeat("[", 100_000) + Repeat("]", 100_000))),
        new("one csv row", "- csvToJson", "IA3", () => Text("a,b\n" + new string('x', 20_000_000))),
        new("csv of one row", "- csvToXml", "IA3", () => Text("a,b\n" + Repeat("x,", 5_000_000))),
    ];

    private static IEnumerable<HostileCase> Costs() =>
    [
        new("endless xslt", "- xslt: endless.xslt", "IA3343", () => "<a/>"u8.ToArray()),
        new("json schema pattern", "- validateJson: regex.json", "IA344", () => Text($"\"{new string('a', 100)}b\"")),
        new("xpath product", "- set: { properties: { p: { xpath: \"count(//a[count(//a[. = '2']) > 100000])\" } } }", "IA3", () => Text($"<r>{Repeat("<a>1</a>", 50_000)}</r>")),
        new("jsonpath product", "- set: { properties: { p: { jsonpath: \"$..[?count($..*) > 100000000]\" } } }", "IA3", () => Text($"[{Repeat("[1,2],", 50_000)}1]")),
    ];

    private static IEnumerable<HostileCase> Schemas() =>
    [
        new("xml schema pattern", "- validateXml: pattern.xsd", "IA3443", () => Text($"<r><v>{new string('a', 100)}b</v></r>")),
        new("xml schema pattern for many", "- validateXml: { schema: pattern.xsd, maxErrors: 1000 }", "IA344", () => Text($"<r>{Repeat($"<v>{new string('a', 24)}b</v>", 500)}</r>")),
        new("json schema pattern for many", "- validateJson: { schema: regexes.json, maxErrors: 1000 }", "IA344", () => Text($"[{Repeat($"\"{new string('a', 24)}b\",", 500)}1]")),
        new("xml schema that counts in counts", "- validateXml: counted.xsd", "IA344", () => Text($"<r>{Repeat("<a/>", 500_000)}<b/></r>")),
        new("xml schema of many keys", "- validateXml: unique.xsd", "IA3440", () => Text($"<r>{string.Concat(Enumerable.Range(0, 200_000).Select(i => $"<a>{i}</a>"))}<a>7</a></r>")),
    ];

    private static IEnumerable<HostileCase> Stylesheets() =>
    [
        new("xslt product", "- xslt: product.xslt", "IA3344", () => Text($"<r>{Repeat("<a/>", 50_000)}</r>")),
        new("xslt copies of copies", "- xslt: copies.xslt", "IA3344", () => "<a/>"u8.ToArray()) { WarmUp = "no xml" },
        new("xslt loops in a variable", "- xslt: loops.xslt", "IA3344", () => Text($"<r>{Repeat("<a/>", 50_000)}</r>")),
        new("xslt texts of texts", "- xslt: texts.xslt", "IA3344", () => "<a/>"u8.ToArray()) { WarmUp = "no xml" },
    ];

    private static IEnumerable<HostileCase> Pgp() =>
    [
        new("pgp bomb", "- pgpDecrypt", "IA3714", () => PgpMessages.Encrypt(PgpMessages.Compress(PgpMessages.Literal(Zeros(200_000_000)), CompressionAlgorithmTag.Zip))),
        new("pgp bomb of bzip2", "- pgpDecrypt", "IA3714", () => PgpMessages.Encrypt(PgpMessages.Compress(PgpMessages.Literal(Zeros(50_000_000)), CompressionAlgorithmTag.BZip2))),
        new("pgp bomb in bombs", "- pgpDecrypt", "IA3714", () => PgpMessages.Encrypt(Compressed(PgpMessages.Literal(Zeros(200_000_000)), 3))),
        new("pgp of 1,000 layers", "- pgpDecrypt", "IA3714", () => PgpMessages.Encrypt(Compressed(PgpMessages.Literal("x"u8.ToArray()), 1_000))),
        new("pgp of markers", "- pgpDecrypt", "IA37", () => PgpMessages.Encrypt(PgpMessages.Compress([.. Enumerable.Repeat<byte[]>([0xCA, 3, (byte)'P', (byte)'G', (byte)'P'], 10_000_000).SelectMany(marker => marker)], CompressionAlgorithmTag.Zip))),
        new("pgp that claims gigabytes", "- pgpDecrypt", "IA37", () => [0xC1, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 3, .. Zeros(3_000_000)]),
    ];

    private static byte[] Compressed(byte[] packets, int layers)
    {
        for (var i = 0; i < layers; i++)
        {
            packets = PgpMessages.Compress(packets, CompressionAlgorithmTag.ZLib);
        }

        return packets;
    }

    private static string Xslt(string templates) => $"<xsl:stylesheet version='1.0' xmlns:xsl='http://www.w3.org/1999/XSL/Transform'>{templates}</xsl:stylesheet>";

    private static string Xsd(string elements) => $"<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'>{elements}</xs:schema>";

    // Each of the number of the one before it and its own.
    private static string Doubled(string format, int count) => string.Concat(Enumerable.Range(0, count).Select(i => string.Format(CultureInfo.InvariantCulture, format, i, i + 1)));

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Zeros(int count) => new byte[count];

    private static string Repeat(string text, int count) => new StringBuilder(text.Length * count).Insert(0, text, count).ToString();

    private static byte[] Gzip(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return packed.ToArray();
    }

    private static byte[] Zip(IEnumerable<(string Name, byte[] Content)> entries)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = zip.CreateEntry(name, CompressionLevel.SmallestSize).Open();
                entry.Write(content);
            }
        }

        return packed.ToArray();
    }

    private static byte[] Tar(string name)
    {
        using var packed = new MemoryStream();
        using (var tar = new TarWriter(packed, leaveOpen: true))
        {
            tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream("x"u8.ToArray()) });
        }

        return packed.ToArray();
    }
}
