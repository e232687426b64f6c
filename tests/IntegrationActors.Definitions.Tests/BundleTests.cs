using System.IO.Compression;
using System.Text;
using IntegrationActors.Core.Diagnostics;

namespace IntegrationActors.Definitions.Tests;

public sealed class BundleTests
{
    private const string Flow = "flow: x\nsteps: []\n";

    [Fact]
    public void A_single_flow_is_a_bundle()
    {
        var bundle = Bundle.FromFlow("flows/orders.flow.yaml", Flow);

        Assert.Equal(("orders", "0.0.0"), (bundle.Id, bundle.Version));
        Assert.Equal(["orders.flow.yaml"], bundle.FlowFiles);
        Assert.Equal(new FlowSource("orders.flow.yaml", Flow), bundle.Flow("orders.flow.yaml"));
    }

    [Fact]
    public void A_zip_has_flows_resources_identity_and_version()
    {
        var bundle = Bundle.FromZip(Zip(("b.flow.yaml", Flow), ("sub/a.flow.yaml", Flow), ("xslt/x.xslt", "<x/>"), ("bundle.yaml", "id: shop\nversion: 1.4.0-beta.1+5\n"), ("a.test.yaml", "")));

        Assert.Equal(("shop", "1.4.0-beta.1+5"), (bundle.Id, bundle.Version));
        Assert.Equal(["b.flow.yaml", "sub/a.flow.yaml"], bundle.FlowFiles);
        Assert.Equal("<x/>", Encoding.UTF8.GetString(bundle.Files["xslt/x.xslt"].Span));
    }

    [Fact]
    public void The_hash_depends_on_the_files_and_not_on_how_they_are_packed()
    {
        var bundle = Bundle.FromZip(Zip(("a.flow.yaml", Flow), ("b.txt", "b")));

        Assert.Equal(bundle.Hash, Bundle.FromZip(Zip(("b.txt", "b"), ("a.flow.yaml", Flow))).Hash);
        Assert.Equal(bundle.Hash, Bundle.FromZip(new MemoryStream(bundle.ToZip())).Hash);
        Assert.NotEqual(bundle.Hash, Bundle.FromZip(Zip(("a.flow.yaml", Flow), ("b.txt", "c"))).Hash);
        Assert.NotEqual(bundle.Hash, Bundle.FromZip(Zip(("a.flow.yaml", Flow), ("c.txt", "b"))).Hash);
        Assert.Matches("^[0-9a-f]{64}$", bundle.Hash);
    }

    [Fact]
    public void Packing_gives_the_same_bytes_every_time()
    {
        var bundle = Bundle.FromFlow("a.flow.yaml", Flow);

        Assert.Equal(bundle.ToZip(), bundle.ToZip());
    }

    [Fact]
    public void A_folder_is_read_without_what_is_hidden()
    {
        var root = Directory.CreateTempSubdirectory("bundle").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(root, "schemas"));
            Directory.CreateDirectory(Path.Combine(root, ".git"));
            File.WriteAllText(Path.Combine(root, "a.flow.yaml"), Flow);
            File.WriteAllText(Path.Combine(root, "schemas", "order.json"), "{}");
            File.WriteAllText(Path.Combine(root, ".git", "config"), "secret");
            File.CreateSymbolicLink(Path.Combine(root, "link.txt"), "/etc/hostname");

            Assert.Equal(["a.flow.yaml", "schemas/order.json"], Bundle.FromFolder(root).Files.Keys);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    [Theory]
    [InlineData("../a.txt")]
    [InlineData("a/../../b.txt")]
    [InlineData("/etc/passwd")]
    [InlineData("C:\\a.txt")]
    [InlineData("a\\b.txt")]
    [InlineData("a//b.txt")]
    [InlineData("./a.txt")]
    [InlineData("a/ /b.txt")]
    [InlineData("a\nb.txt")]
    public void Paths_that_lead_elsewhere_are_refused(string path)
    {
        Assert.StartsWith("bundle.zip: error IA1402: the path", Refusal(() => Bundle.FromZip(Zip(("a.flow.yaml", Flow), (path, "x")))));
    }

    [Fact]
    public void Paths_that_differ_in_case_alone_are_refused()
    {
        Assert.Contains("twice", Refusal(() => Bundle.FromZip(Zip(("a.flow.yaml", Flow), ("B.txt", ""), ("b.txt", "")))));
    }

    [Fact]
    public void A_zip_bomb_is_refused_without_being_unpacked()
    {
        var zip = Zip(("a.flow.yaml", Flow), ("bomb", new string('0', 70 << 20)));
        var before = GC.GetTotalAllocatedBytes(precise: true);

        Assert.Equal("bundle.zip: error IA1401: its files have more than 64MB in all", Refusal(() => Bundle.FromZip(zip)));
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 300 << 20);
    }

    [Fact]
    public void A_zip_with_too_many_entries_is_refused()
    {
        var files = Enumerable.Range(0, 5_001).Select(i => ($"{i}.txt", "")).Append(("a.flow.yaml", Flow)).ToArray();

        Assert.Equal("bundle.zip: error IA1401: it has more than 5,000 files", Refusal(() => Bundle.FromZip(Zip(files))));
    }

    [Fact]
    public void A_zip_that_claims_a_million_entries_is_refused_before_they_are_read()
    {
        var header = new byte[46];
        "PK\u0001\u0002"u8.CopyTo(header);
        var end = new byte[22];
        "PK\u0005\u0006"u8.CopyTo(end);
        var zip = Enumerable.Repeat(header, 1_000_000).SelectMany(h => h).Concat(end).ToArray();
        var before = GC.GetTotalAllocatedBytes(precise: true);

        Assert.Equal("bundle.zip: error IA1401: it has more than 5,000 files", Refusal(() => Bundle.FromZip(new MemoryStream(zip))));
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 300 << 20);
    }

    [Fact]
    public void What_is_no_zip_is_refused()
    {
        Assert.Equal("bundle.zip: error IA1400: it is no zip, or a broken one", Refusal(() => Bundle.FromZip(new MemoryStream("flow: x"u8.ToArray()))));
    }

    [Fact]
    public void Any_broken_zip_is_refused_and_never_crashes()
    {
        var good = Zip(("a.flow.yaml", Flow), ("xslt/x.xslt", "<x/>")).ToArray();
        var random = new Random(7);
        for (var i = 0; i < 2_000; i++)
        {
            var bad = good.ToArray();
            for (var n = random.Next(1, 6); n > 0; n--)
            {
                bad[random.Next(bad.Length)] = (byte)random.Next(256);
            }

            var problem = Record.Exception(() => Bundle.FromZip(new MemoryStream(bad)));

            Assert.True(problem is null or DiagnosticException, $"{Convert.ToHexString(bad)}: {problem}");
        }
    }

    [Fact]
    public void A_bundle_has_a_flow()
    {
        Assert.Equal("bundle.zip: error IA1403: there is no flow in it; a flow is a file that ends in .flow.yaml", Refusal(() => Bundle.FromZip(Zip(("a.yaml", Flow)))));
        Assert.Equal("a.yaml: error IA1403: there is no flow in it; a flow is a file that ends in .flow.yaml", Refusal(() => Bundle.FromFlow("a.yaml", Flow)));
    }

    [Theory]
    [InlineData("version: 1.4", "bundle.yaml(1,10): error IA1005: 'version' must be a semantic version, such as 1.4.0, not '1.4'")]
    [InlineData("version: 01.4.0", "bundle.yaml(1,10): error IA1005: 'version' must be a semantic version, such as 1.4.0, not '01.4.0'")]
    [InlineData("verison: 1.4.0", "bundle.yaml(1,1): error IA1001: unknown option 'verison' (did you mean 'version'?)")]
    [InlineData("id: [", "bundle.yaml(1,5): error IA1000: the bracket that opens here is never closed, or a ',' is missing after it")]
    [InlineData("- a", "bundle.yaml(1,1): error IA1002: a bundle takes a map of options, not a list; write: bundle: { id: text }")]
    public void Says_what_is_wrong_with_the_manifest(string manifest, string expected)
    {
        Assert.Equal(expected, Refusal(() => Bundle.FromZip(Zip(("a.flow.yaml", Flow), ("bundle.yaml", manifest)))));
    }

    private static string Refusal(Action read) => Assert.Throws<DiagnosticException>(read).Message;

    private static MemoryStream Zip(params (string Path, string Text)[] files)
    {
        var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, text) in files)
            {
                using var entry = archive.CreateEntry(path, CompressionLevel.Fastest).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        stream.Position = 0;
        return stream;
    }
}
