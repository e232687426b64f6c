using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Steps.Tests.Support;

namespace IntegrationActors.Steps.Tests.Splitter;

public sealed class ArchiveSplitTests
{
    [Theory]
    [InlineData("zip")]
    [InlineData("tar")]
    public async Task Each_file_is_a_part_with_its_name(string kind)
    {
        var end = await Split($"{kind}: {{}}", Archive(kind, ("a.xml", "<a/>"), ("sub/b.txt", "bee"), ("empty", ""))).RunAsync();

        Assert.Equal(["a.xml:<a/>", "sub/b.txt:bee", "empty:"], end.Lines.Select(line => line.Text));
    }

    [Theory]
    [InlineData("*.xml", "a.xml sub/c.XML")]
    [InlineData("sub/*", "sub/b.txt sub/c.XML")]
    [InlineData("?.txt", "sub/b.txt")]
    public async Task A_pattern_chooses_files(string pattern, string expected)
    {
        var end = await Split($"zip: {{ files: \"{pattern}\" }}", Archive("zip", ("a.xml", ""), ("sub/b.txt", ""), ("sub/c.XML", ""))).RunAsync();

        Assert.Equal(expected, string.Join(' ', end.Lines.Select(line => line.Text.TrimEnd(':'))));
    }

    [Theory]
    [InlineData("zip", "../evil")]
    [InlineData("zip", "/etc/passwd")]
    [InlineData("zip", "a/../../evil")]
    [InlineData("zip", "C:evil")]
    [InlineData("zip", "a\\b")]
    [InlineData("tar", "../evil")]
    public async Task Names_that_lead_elsewhere_are_refused(string kind, string name)
    {
        var end = await Split($"{kind}: {{}}", Archive(kind, (name, "x"))).RunAsync();

        Assert.Equal((MessageStatus.Failed, "IA3425"), (end.Status, end.Fault?.Code));
        Assert.Empty(end.Lines);
    }

    [Theory]
    [InlineData("zip")]
    [InlineData("tar")]
    public async Task Too_many_entries_are_refused(string kind)
    {
        var end = await Split($"{kind}: {{ maxEntries: 2 }}", Archive(kind, ("a", ""), ("b", ""), ("c", ""))).RunAsync();

        Assert.Equal("IA3424", end.Fault?.Code);
    }

    [Fact]
    public async Task Seventy_thousand_entries_are_refused_quickly()
    {
        var body = Archive("zip", [.. Enumerable.Range(0, 70_000).Select(i => ($"f{i}", ""))]);
        var time = Stopwatch.StartNew();

        var end = await Split("zip: {}", body).RunAsync();

        Assert.Equal("IA3424", end.Fault?.Code);
        Assert.InRange(time.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }

    [Theory]
    [InlineData("zip: {}", "IA3423")]
    [InlineData("zip: { maxRatio: 100000, maxSize: 20MB }", "IA3422")]
    public async Task A_file_that_is_made_to_fill_a_disk_is_refused(string options, string code)
    {
        var end = await Split(options, Archive("zip", ("bomb", new string('0', 30 * 1024 * 1024)))).RunAsync();

        Assert.Equal(code, end.Fault?.Code);
    }

    [Fact]
    public async Task A_tar_that_claims_more_than_it_has_is_refused()
    {
        var tar = Encoding.Latin1.GetBytes(Archive("tar", ("a", "x")));
        Encoding.ASCII.GetBytes("77777777777").CopyTo(tar, Array.IndexOf(tar, (byte)'a') + 124);

        var end = await Split("tar: {}", Encoding.Latin1.GetString(tar)).RunAsync();

        Assert.Equal("IA3421", end.Fault?.Code);
    }

    [Fact]
    public async Task A_file_whose_checksum_is_wrong_is_refused()
    {
        var zip = Encoding.Latin1.GetBytes(Archive("zip", ("a", "x")));

        // The checksums stand in front of the file and in the directory.
        for (var at = 0; (at = zip.AsSpan(at).IndexOf("PK\u0001\u0002"u8) is var found and >= 0 ? at + found : -1) >= 0; at++)
        {
            zip[at + 16] ^= 1;
        }

        var end = await Split("zip: {}", Encoding.Latin1.GetString(zip)).RunAsync();

        Assert.Equal("IA3421", end.Fault?.Code);
        Assert.Empty(end.Lines);
    }

    /// <summary>Unlike in SAP, which reads from the front: there the end of such a file can't be told from what it holds.</summary>
    [Fact]
    public async Task A_file_that_is_not_compressed_may_have_its_length_behind_it()
    {
        var end = await Split("zip: {}", Encoding.Latin1.GetString(StoredWithDescriptor("a", "stored"u8))).RunAsync();

        Assert.Equal(["a:stored"], end.Lines.Select(line => line.Text));
    }

    [Fact]
    public async Task A_link_in_a_tar_is_refused()
    {
        using var tar = new MemoryStream();
        await using (var writer = new TarWriter(tar, TarEntryFormat.Ustar, leaveOpen: true))
        {
            await writer.WriteEntryAsync(new UstarTarEntry(TarEntryType.SymbolicLink, "link") { LinkName = "/etc/passwd" });
        }

        var end = await Split("tar: {}", Encoding.Latin1.GetString(tar.ToArray())).RunAsync();

        Assert.Equal("IA3427", end.Fault?.Code);
    }

    private static FlowTest Split(string options, string body) => new(
        $$"""
        - splitter:
            {{options}}
            steps: [ { log: "${header.CamelFileName}:${body}" } ]
        """)
    {
        Body = body,
        Encoding = Encoding.Latin1,
        Headers = new Dictionary<string, string> { ["Content-Type"] = "application/octet-stream" },
    };

    // As a program writes that can't go back in its output: method 0, bit 3 of the flags, and the lengths behind the content and in the directory alone.
    private static byte[] StoredWithDescriptor(string name, ReadOnlySpan<byte> content)
    {
        var checksum = Crc32.HashToUInt32(content);
        using var zip = new MemoryStream();
        using var to = new BinaryWriter(zip);
        to.Write("PK\u0003\u0004\u0014\0\u0008\0\0\0\0\0\u0021\0\0\0\0\0\0\0\0\0\0\0\0\0"u8);
        to.Write((short)name.Length);
        to.Write((short)0);
        to.Write(Encoding.ASCII.GetBytes(name));
        to.Write(content);
        to.Write("PK\u0007\u0008"u8);
        to.Write(checksum);
        to.Write(content.Length);
        to.Write(content.Length);
        var directory = (int)zip.Position;
        to.Write("PK\u0001\u0002\u0014\0\u0014\0\u0008\0\0\0\0\0\u0021\0"u8);
        to.Write(checksum);
        to.Write(content.Length);
        to.Write(content.Length);
        to.Write((short)name.Length);
        to.Write(new byte[16]);
        to.Write(Encoding.ASCII.GetBytes(name));
        var length = (int)zip.Position - directory;
        to.Write("PK\u0005\u0006\0\0\0\0\u0001\0\u0001\0"u8);
        to.Write(length);
        to.Write(directory);
        to.Write((short)0);
        return zip.ToArray();
    }

    private static string Archive(string kind, params (string Name, string Text)[] files)
    {
        using var stream = new MemoryStream();
        if (kind == "zip")
        {
            using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
            foreach (var (name, text) in files)
            {
                using var content = zip.CreateEntry(name).Open();
                content.Write(Encoding.UTF8.GetBytes(text));
            }
        }
        else
        {
            using var tar = new TarWriter(stream, TarEntryFormat.Ustar, leaveOpen: true);
            foreach (var (name, text) in files)
            {
                tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) });
            }
        }

        return Encoding.Latin1.GetString(stream.ToArray());
    }
}
