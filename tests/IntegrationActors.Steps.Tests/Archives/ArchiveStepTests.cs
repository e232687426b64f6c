using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using IntegrationActors.Steps.Tests.Support;

namespace IntegrationActors.Steps.Tests.Archives;

public sealed class ArchiveStepTests
{
    [Theory]
    [InlineData("- gzip\n- gunzip", "application/octet-stream")]
    [InlineData("- gzip: { level: small }\n- gunzip: { contentType: text/csv }", "text/csv")]
    [InlineData("- zip\n- unzip", "application/octet-stream")]
    [InlineData("- zip: { entry: \"${header.Content-Type}/x.csv\", level: fast }\n- unzip: { entry: \"text/*/*.csv\", contentType: text/csv }", "text/csv")]
    [InlineData("- tar\n- untar", "application/octet-stream")]
    [InlineData("- tar: { entry: a/b.csv }\n- untar: { entry: \"**/?.csv\", contentType: text/csv }", "text/csv")]
    [InlineData("- tar\n- gzip\n- gunzip\n- untar", "application/octet-stream")]
    public async Task A_body_larger_than_memory_comes_back_unchanged(string steps, string type)
    {
        var body = string.Concat(Enumerable.Range(0, 60_000));

        var end = await new FlowTest(steps) { Body = body, Headers = new Dictionary<string, string> { ["Content-Type"] = "text/plain" } }.RunAsync();

        Assert.Null(end.Fault);
        Assert.Equal((body, type), (end.Body, end.Headers["Content-Type"]));
    }

    [Fact]
    public async Task Others_read_what_is_written_and_see_its_type()
    {
        string[] types = ["application/gzip", "application/zip", "application/x-tar"];
        foreach (var (step, type) in new[] { "gzip", "zip: { entry: o.xml }", "tar: { entry: o.xml }" }.Zip(types))
        {
            var end = await new FlowTest($"- {step}\n- base64Encode\n- set: {{ headers: {{ Type: \"{type}\" }} }}") { Body = "<o/>" }.RunAsync();
            using var packed = new MemoryStream(System.Convert.FromBase64String(end.Body));

            Assert.Equal("<o/>", Read(packed, type));
        }
    }

    [Fact]
    public async Task Several_members_of_gzip_are_one_body()
    {
        var end = await Bytes("- gunzip", [.. Gzip("ab"u8), .. Gzip("cd"u8)], ("Content-Encoding", "gzip")).RunAsync();

        Assert.Equal("abcd", end.Body);
        Assert.False(end.Headers.Contains("Content-Encoding"));
    }

    [Fact]
    public async Task Gzip_that_is_damaged_or_cut_off_is_refused_wherever_it_is_cut()
    {
        var gzip = Gzip(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 300))));
        for (var length = 1; length < gzip.Length; length += 3)
        {
            Assert.Equal("IA3421", (await Bytes("- gunzip", gzip[..length]).RunAsync()).Fault?.Code);
        }

        gzip[^6] ^= 1;
        Assert.Equal("IA3421", (await Bytes("- gunzip", gzip).RunAsync()).Fault?.Code);
        Assert.Equal("IA3421", (await Bytes("- gunzip", "no gzip"u8.ToArray()).RunAsync()).Fault?.Code);
        Assert.Equal("IA3421", (await Bytes("- gunzip", []).RunAsync()).Fault?.Code);
    }

    [Theory]
    [InlineData("- gunzip", "IA3423")]
    [InlineData("- gunzip: { maxRatio: 1000000, maxSize: 20MB }", "IA3422")]
    public async Task A_bomb_of_gzip_is_refused(string step, string code)
    {
        Assert.Equal(code, (await Bytes(step, Gzip(new byte[200 * 1024 * 1024])).RunAsync()).Fault?.Code);
    }

    [Fact]
    public async Task A_bomb_of_zip_is_refused_also_when_no_file_alone_is_one()
    {
        var half = new byte[8 * 1024 * 1024];

        var end = await Bytes("- unzip: { entry: a, attachments: true }", Zip(("a", half), ("b", half))).RunAsync();

        Assert.Equal("IA3423", end.Fault?.Code);
    }

    [Fact]
    public async Task Seventy_thousand_entries_are_refused_before_anything_is_made_of_them()
    {
        var end = await Bytes("- unzip", Zip([.. Enumerable.Range(0, 70_000).Select(i => ($"{i}", Array.Empty<byte>()))])).RunAsync();

        Assert.Equal("IA3424", end.Fault?.Code);
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("/etc/passwd")]
    [InlineData("a/../../x")]
    [InlineData("C:\\x")]
    [InlineData("a\nb")]
    public async Task Names_that_lead_out_are_refused(string name)
    {
        Assert.Equal("IA3425", (await Bytes("- unzip", Zip((name, [1]))).RunAsync()).Fault?.Code);
        Assert.Contains((await Bytes("- untar", Tar(new PaxTarEntry(TarEntryType.RegularFile, name))).RunAsync()).Fault?.Code, new[] { "IA3425", name.Contains('\n', StringComparison.Ordinal) ? "IA3421" : "IA3425" });
        Assert.Equal("IA3425", (await new FlowTest("- zip: { entry: \"${header.N}\" }") { Headers = new Dictionary<string, string> { ["N"] = name } }.RunAsync()).Fault?.Code);
    }

    [Theory]
    [InlineData("- unzip", "more than one file")]
    [InlineData("- unzip: { entry: \"*.txt\" }", "no file '*.txt'")]
    [InlineData("- unzip: { entry: \"**/*.xml\" }", "More than one file of the archive is called '**/*.xml'")]
    public async Task Exactly_one_file_must_fit(string step, string message)
    {
        var end = await Bytes(step, Zip(("a.xml", [1]), ("d/b.xml", [2]))).RunAsync();

        Assert.Equal("IA3426", end.Fault?.Code);
        Assert.Contains(message, end.Fault!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_files_become_attachments_and_are_packed_again()
    {
        const string Steps = """
            - unzip: { entry: b.txt, attachments: true }
            - tar: { attachments: true }
            - untar: { entry: d/a.txt, attachments: true }
            - zip: { entry: first, attachments: true }
            - unzip: { entry: b.txt }
            """;

        var end = await Bytes(Steps, Zip(("d/a.txt", "A"u8.ToArray()), ("b.txt", "B"u8.ToArray()))).RunAsync();

        Assert.Null(end.Fault);
        Assert.Equal(("B", "b.txt"), (end.Body, end.Headers["CamelFileName"]));
    }

    [Fact]
    public async Task A_zip_with_a_wrong_checksum_is_refused()
    {
        var zip = Zip(("a", Encoding.ASCII.GetBytes("the content of the file")));
        var at = zip.AsSpan().IndexOf("content"u8);
        zip[at] ^= 1;

        Assert.Equal("IA3421", (await Bytes("- unzip", zip).RunAsync()).Fault?.Code);
        Assert.Equal("IA3421", (await Bytes("- unzip", zip[..^10]).RunAsync()).Fault?.Code);
        Assert.Equal("IA3421", (await Bytes("- unzip", []).RunAsync()).Fault?.Code);
    }

    [Fact]
    public async Task Links_in_a_tar_are_refused_and_folders_passed_over()
    {
        var link = new PaxTarEntry(TarEntryType.SymbolicLink, "x") { LinkName = "/etc/passwd" };
        var folder = new PaxTarEntry(TarEntryType.Directory, "d/");
        var file = new PaxTarEntry(TarEntryType.RegularFile, "./d/f") { DataStream = new MemoryStream("F"u8.ToArray()) };

        Assert.Equal("IA3427", (await Bytes("- untar", Tar(link)).RunAsync()).Fault?.Code);
        Assert.Equal("F", (await Bytes("- untar", Tar(folder, file)).RunAsync()).Body);
    }

    [Fact]
    public async Task A_tar_that_lies_about_lengths_is_refused()
    {
        var tar = Tar(new UstarTarEntry(TarEntryType.RegularFile, "f") { DataStream = new MemoryStream([1]) });
        "77777777777"u8.CopyTo(tar.AsSpan(124));

        Assert.Equal("IA3421", (await Bytes("- untar", tar).RunAsync()).Fault?.Code);
        Assert.Equal("IA3421", (await Bytes("- untar", new byte[511]).RunAsync()).Fault?.Code);
        Assert.Equal("IA3421", (await Bytes("- untar", Encoding.ASCII.GetBytes(new string('x', 2000))).RunAsync()).Fault?.Code);
    }

    [Fact]
    public async Task A_body_that_cant_be_unpacked_stays_for_onError()
    {
        var end = await new FlowTest("- unzip") { Body = "no zip", Flow = "onError:\n  - set: { body: \"[${body}]\" }" }.RunAsync();

        Assert.Equal("[no zip]", end.Body);
    }

    private static FlowTest Bytes(string steps, byte[] body, params (string Name, string Value)[] headers) => new(steps)
    {
        Body = Encoding.Latin1.GetString(body),
        Encoding = Encoding.Latin1,
        Headers = headers.ToDictionary(h => h.Name, h => h.Value),
    };

    private static string Read(Stream packed, string type)
    {
        if (type is "application/zip")
        {
            using var zip = new ZipArchive(packed);
            return new StreamReader(zip.GetEntry("o.xml")!.Open()).ReadToEnd();
        }

        if (type is "application/x-tar")
        {
            return new StreamReader(new TarReader(packed).GetNextEntry()!.DataStream!).ReadToEnd();
        }

        return new StreamReader(new GZipStream(packed, CompressionMode.Decompress)).ReadToEnd();
    }

    private static byte[] Gzip(ReadOnlySpan<byte> bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    private static byte[] Zip(params (string Name, byte[] Content)[] files)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create))
        {
            foreach (var (name, content) in files)
            {
                using var entry = zip.CreateEntry(name, content.Length > 1000 ? CompressionLevel.Optimal : CompressionLevel.NoCompression).Open();
                entry.Write(content);
            }
        }

        return packed.ToArray();
    }

    private static byte[] Tar(params TarEntry[] entries)
    {
        using var packed = new MemoryStream();
        using (var tar = new TarWriter(packed))
        {
            foreach (var entry in entries)
            {
                tar.WriteEntry(entry);
            }
        }

        return packed.ToArray();
    }
}
