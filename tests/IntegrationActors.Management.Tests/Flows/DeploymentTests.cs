using System.IO.Compression;
using System.Net;
using System.Text;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Definitions;

namespace IntegrationActors.Management.Tests.Flows;

public sealed class DeploymentTests : IAsyncLifetime
{
    private ManagementHost _host = null!;

    public async Task InitializeAsync() => _host = await ManagementHost.StartAsync();

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    [Fact]
    public async Task Deploys_a_flow_file_and_describes_it_with_its_version_as_etag()
    {
        var deployed = await _host.Local.PutAsync($"{Calls.Demo}/flows/orders", Calls.Yaml(FlowTexts.Orders)).OkAsync();
        var described = await _host.Local.GetAsync($"{Calls.Demo}/flows/orders");

        Assert.Equal("Started", (string?)deployed["flows"]![0]!["status"]);
        Assert.Equal("\"1\"", described.Headers.ETag?.Tag);
        var flow = await described.JsonAsync();
        Assert.Equal(1, (int?)flow["version"]);
        Assert.Equal("local", (string?)flow["deployedBy"]);
        Assert.Equal("/t/demo/http/orders", (string?)flow["endpoints"]![0]);
    }

    [Fact]
    public async Task Five_mistakes_give_five_findings_with_place_and_nothing_is_deployed()
    {
        var problem = await _host.Local.PutAsync($"{Calls.Demo}/flows/orders?file=orders.flow.yaml", Calls.Yaml(FlowTexts.FiveMistakes)).ProblemAsync(HttpStatusCode.UnprocessableEntity);

        Assert.Equal("IA2006", (string?)problem["code"]);
        Assert.Equal(["(3,", "(5,", "(6,", "(7,", "(9,"], problem["diagnostics"]!.AsArray().Select(d => ((string)d!["text"]!)["orders.flow.yaml".Length..][..3]));
        Assert.All(problem["diagnostics"]!.AsArray(), d => Assert.Equal($"orders.flow.yaml({d!["line"]},{d["column"]}): error {d["code"]}: {d["message"]}", (string?)d["text"]));
        Assert.Empty(await _host.Control.ListFlowsAsync("demo", default));
    }

    [Fact]
    public async Task Lint_dry_run_and_deployment_say_the_very_same()
    {
        var body = Bundle.FromFlow("orders.flow.yaml", FlowTexts.FiveMistakes).ToZip();

        var lint = await _host.Local.PostAsync($"{Calls.Demo}/lint", Calls.Zip(body)).OkAsync();
        var dryRun = await _host.Local.PostAsync($"{Calls.Demo}/deployments?dryRun=true", Calls.Zip(body)).ProblemAsync(HttpStatusCode.UnprocessableEntity);
        var deployment = await _host.Local.PostAsync($"{Calls.Demo}/deployments", Calls.Zip(body)).ProblemAsync(HttpStatusCode.UnprocessableEntity);

        Assert.Equal(5, (int?)lint["errors"]);
        Assert.Equal(lint["diagnostics"]!.ToJsonString(), dryRun["diagnostics"]!.ToJsonString());
        Assert.Equal(lint["diagnostics"]!.ToJsonString(), deployment["diagnostics"]!.ToJsonString());
    }

    [Fact]
    public async Task A_stylesheet_with_a_mistake_is_found_before_anything_is_deployed()
    {
        var bundle = BundleOf(("orders.flow.yaml", FlowTexts.Orders + "\n  - xslt: broken.xslt\n"), ("broken.xslt", "<xsl:stylesheet version=\"1.0\" xmlns:xsl=\"http://www.w3.org/1999/XSL/Transform\"><xsl:nonsense/></xsl:stylesheet>"));

        var problem = await _host.Local.PostAsync($"{Calls.Demo}/deployments", Calls.Zip(bundle)).ProblemAsync(HttpStatusCode.UnprocessableEntity);

        Assert.Contains("broken.xslt", (string?)problem["diagnostics"]![0]!["file"]);
        Assert.Empty(await _host.Control.ListFlowsAsync("demo", default));
    }

    [Fact]
    public async Task A_dry_run_deploys_nothing_and_says_what_would_change()
    {
        await _host.Local.PutAsync($"{Calls.Demo}/flows/orders", Calls.Yaml(FlowTexts.Orders)).OkAsync();
        var other = FlowTexts.Orders.Replace("EU", "US");

        var same = await _host.Local.PutAsync($"{Calls.Demo}/flows/orders?dryRun=true", Calls.Yaml(FlowTexts.Orders)).OkAsync();
        var changed = await _host.Local.PutAsync($"{Calls.Demo}/flows/orders?dryRun=true", Calls.Yaml(other)).OkAsync();

        Assert.True((bool?)same["checked"]![0]!["unchanged"]);
        Assert.False((bool?)changed["checked"]![0]!["unchanged"]);
        Assert.Equal(1, (int?)changed["checked"]![0]!["currentVersion"]);
        Assert.Equal(1, (await _host.Control.FindFlowAsync("demo", "orders", default))!.Version);
    }

    [Theory]
    [InlineData("dryRun=1")]
    [InlineData("dryRun")]
    [InlineData("dryrun=true")]
    [InlineData("force=yes")]
    [InlineData("ifVersion.orders=three")]
    public async Task What_is_no_clear_wish_deploys_nothing(string query)
    {
        var problem = await _host.Local.PutAsync($"{Calls.Demo}/flows/orders?{query}", Calls.Yaml(FlowTexts.Orders)).ProblemAsync(HttpStatusCode.BadRequest);

        Assert.Equal("IA2005", (string?)problem["code"]);
        Assert.Empty(await _host.Control.ListFlowsAsync("demo", default));
    }

    [Theory]
    [InlineData("../../etc/cron.d/x")]
    [InlineData("/etc/passwd")]
    [InlineData("C:\\x")]
    public async Task A_path_that_leaves_the_bundle_is_refused(string path)
    {
        var problem = await _host.Local.PostAsync($"{Calls.Demo}/deployments", Calls.Zip(Zip(("orders.flow.yaml", Encoding.UTF8.GetBytes(FlowTexts.Orders)), (path, "x"u8.ToArray())))).ProblemAsync(HttpStatusCode.UnprocessableEntity);

        Assert.Equal("IA1402", (string?)problem["diagnostics"]![0]!["code"]);
    }

    [Fact]
    public async Task A_zip_that_grows_beyond_the_limit_is_refused_before_it_is_unpacked_whole()
    {
        var bomb = Zip(("orders.flow.yaml", Encoding.UTF8.GetBytes(FlowTexts.Orders)), ("zeros", new byte[80 << 20]));

        var problem = await _host.Local.PostAsync($"{Calls.Demo}/deployments", Calls.Zip(bomb)).ProblemAsync(HttpStatusCode.UnprocessableEntity);

        Assert.True(bomb.Length < 200_000, $"{bomb.Length} bytes");
        Assert.Equal("IA1401", (string?)problem["diagnostics"]![0]!["code"]);
    }

    [Fact]
    public async Task What_is_no_zip_is_a_finding() =>
        await _host.Local.PostAsync($"{Calls.Demo}/deployments", Calls.Zip([1, 2, 3])).ProblemAsync(HttpStatusCode.UnprocessableEntity);

    [Fact]
    public async Task A_bundle_deploys_all_its_flows()
    {
        var bundle = BundleOf(("a.flow.yaml", FlowTexts.Orders.Replace("orders", "a")), ("b.flow.yaml", FlowTexts.Orders.Replace("orders", "b")));

        var deployed = await _host.Local.PostAsync($"{Calls.Demo}/deployments", Calls.Zip(bundle)).OkAsync();

        Assert.Equal(["a", "b"], deployed["flows"]!.AsArray().Select(f => (string?)f!["name"]));
    }

    [Fact]
    public async Task Two_flows_of_one_name_in_a_bundle_are_a_finding()
    {
        var bundle = BundleOf(("a.flow.yaml", FlowTexts.Orders), ("b.flow.yaml", FlowTexts.Orders));

        var problem = await _host.Local.PostAsync($"{Calls.Demo}/deployments", Calls.Zip(bundle)).ProblemAsync(HttpStatusCode.UnprocessableEntity);

        Assert.Equal("b.flow.yaml(1,1): error IA1410: flow 'orders' stands in a.flow.yaml already; give one of them another name", (string?)problem["diagnostics"]![0]!["text"]);
    }

    [Fact]
    public async Task A_flow_that_does_not_start_answers_with_the_findings_of_the_runtime_and_the_version_that_runs()
    {
        await _host.Local.PutAsync($"{Calls.Demo}/flows/orders", Calls.Yaml(FlowTexts.Orders)).OkAsync();
        _host.Control.Broken["orders"] = Diagnostic.Error("IA3999", new SourceSpan("orders.flow.yaml", 3, 3), "the path is taken");

        var problem = await _host.Local.PutAsync($"{Calls.Demo}/flows/orders", Calls.Yaml(FlowTexts.Orders), "\"1\"").ProblemAsync(HttpStatusCode.UnprocessableEntity);

        Assert.Equal("IA2007", (string?)problem["code"]);
        Assert.Equal("flow 'orders' version 2 doesn't start (the path is taken); version 1 keeps running", (string?)problem["detail"]);
        Assert.Equal("orders.flow.yaml(3,3): error IA3999: the path is taken", (string?)problem["diagnostics"]![0]!["text"]);
    }

    [Fact]
    public async Task A_flow_that_is_still_starting_is_accepted()
    {
        _host.Control.Slow["orders"] = true;

        var answer = await _host.Local.PutAsync($"{Calls.Demo}/flows/orders", Calls.Yaml(FlowTexts.Orders));

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    [Fact]
    public async Task The_address_and_the_file_must_name_the_same_flow()
    {
        var problem = await _host.Local.PutAsync($"{Calls.Demo}/flows/invoices", Calls.Yaml(FlowTexts.Orders)).ProblemAsync(HttpStatusCode.BadRequest);

        Assert.Equal("the address names flow 'invoices', but invoices.flow.yaml is flow 'orders'", (string?)problem["detail"]);
    }

    [Fact]
    public async Task Another_content_type_is_refused()
    {
        var problem = await _host.Local.PutAsync($"{Calls.Demo}/flows/orders", Calls.Json("{}")).ProblemAsync(HttpStatusCode.UnsupportedMediaType);

        Assert.Equal("IA2011", (string?)problem["code"]);
    }

    [Fact]
    public async Task A_broken_zip_is_a_finding()
    {
        var problem = await _host.Local.PostAsync($"{Calls.Demo}/deployments", Calls.Zip([1, 2, 3])).ProblemAsync(HttpStatusCode.UnprocessableEntity);

        Assert.Equal("IA1400", (string?)problem["diagnostics"]![0]!["code"]);
    }

    [Fact]
    public async Task A_bundle_may_be_larger_than_other_bodies()
    {
        var problem = await _host.Local.PostAsync($"{Calls.Demo}/deployments", Calls.Zip(new byte[2 * 1024 * 1024])).ProblemAsync(HttpStatusCode.UnprocessableEntity);

        Assert.Equal("IA1400", (string?)problem["diagnostics"]![0]!["code"]);
    }

    [Fact]
    public async Task An_unknown_tenant_is_not_found_and_gets_no_store()
    {
        var problem = await _host.Local.PutAsync("/api/v1/tenants/nobody/flows/orders", Calls.Yaml(FlowTexts.Orders)).ProblemAsync(HttpStatusCode.NotFound);

        Assert.Equal("there is no tenant 'nobody'", (string?)problem["detail"]);
        Assert.False(Directory.Exists(Path.Combine(Path.GetDirectoryName(_host.SocketPath)!, "tenants", "nobody")));
    }

    [Fact]
    public async Task Source_and_bundle_are_what_was_deployed()
    {
        await _host.Local.PostAsync($"{Calls.Demo}/deployments", Calls.Zip(BundleOf(("orders.flow.yaml", FlowTexts.Orders), ("note.txt", "hello")))).OkAsync();

        var source = await _host.Local.GetStringAsync($"{Calls.Demo}/flows/orders/source");
        var bundle = Bundle.FromZip(new MemoryStream(await _host.Local.GetByteArrayAsync($"{Calls.Demo}/flows/orders/bundle")));

        Assert.Equal(FlowTexts.Orders, source);
        Assert.Equal("hello", Encoding.UTF8.GetString(bundle.Files["note.txt"].Span));
    }

    private static byte[] BundleOf(params (string Path, string Text)[] files) => Zip([.. files.Select(f => (f.Path, Encoding.UTF8.GetBytes(f.Text)))]);

    private static byte[] Zip(params (string Path, byte[] Content)[] files)
    {
        using var target = new MemoryStream();
        using (var zip = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, content) in files)
            {
                using var entry = zip.CreateEntry(path).Open();
                entry.Write(content);
            }
        }

        return target.ToArray();
    }
}
