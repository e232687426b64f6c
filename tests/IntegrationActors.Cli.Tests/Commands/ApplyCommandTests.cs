using System.Text;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Definitions;
using IntegrationActors.Management.Tests;
using IntegrationActors.Management.Tests.Flows;

namespace IntegrationActors.Cli.Tests.Commands;

public sealed class ApplyCommandTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = TemporaryFolder.Create();
    private ManagementHost _host = null!;
    private Ia _ia = null!;

    public async Task InitializeAsync()
    {
        _host = await ManagementHost.StartAsync();
        _ia = new Ia(_host);
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Deploys_a_file_and_shows_version_status_and_address()
    {
        var result = await _ia.RunAsync("apply", "-f", _folder.Write("orders.flow.yaml", FlowTexts.Orders));

        Assert.Equal(ExitCode.Fine, result.ExitCode);
        Assert.Matches(@"^FLOW +VERSION +STATUS +ENDPOINTS *\norders +1 +Started +/t/demo/http/orders *\n$", result.Output);
    }

    [Fact]
    public async Task What_is_unchanged_is_not_deployed_again_unless_forced()
    {
        var file = _folder.Write("orders.flow.yaml", FlowTexts.Orders);
        await _ia.RunAsync("apply", "-f", file);

        var again = await _ia.RunAsync("apply", "-f", file);
        var forced = await _ia.RunAsync("apply", "-f", file, "--force");

        Assert.Contains("unchanged", again.Output);
        Assert.Matches("orders +2 +Started", forced.Output);
    }

    [Fact]
    public async Task A_changed_file_becomes_a_new_version()
    {
        await _ia.RunAsync("apply", "-f", _folder.Write("orders.flow.yaml", FlowTexts.Orders));

        var result = await _ia.RunAsync("apply", "-f", _folder.Write("orders.flow.yaml", FlowTexts.Orders.Replace("EU", "US")));

        Assert.Matches("orders +2 +Started", result.Output);
    }

    [Fact]
    public async Task A_folder_is_deployed_as_a_bundle_with_values_for_its_parameters()
    {
        _folder.Write("orders.flow.yaml", FlowTexts.WithParameters);
        _folder.Write("notes/readme.txt", "hello");

        var result = await _ia.RunAsync("apply", "-f", _folder.Path, "--set", "region=E=U");

        Assert.Equal(ExitCode.Fine, result.ExitCode);
        Assert.Equal("E=U", (await _host.Control.FindFlowAsync("demo", "orders", default))!.Parameters["region"]);
    }

    [Fact]
    public async Task Findings_are_printed_as_they_are_everywhere_and_nothing_is_deployed()
    {
        var file = _folder.Write("orders.flow.yaml", FlowTexts.FiveMistakes);

        var apply = await _ia.RunAsync("apply", "-f", file);
        var lint = await _ia.RunAsync("lint", file);

        Assert.Equal(ExitCode.Negative, apply.ExitCode);
        Assert.Equal(5, apply.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal(lint.Output, apply.Output);
        Assert.Equal("nothing was deployed\n", apply.Error);
        Assert.Empty(await _host.Control.ListFlowsAsync("demo", default));
    }

    [Fact]
    public async Task Several_paths_are_deployed_together()
    {
        var orders = _folder.Write("orders/orders.flow.yaml", FlowTexts.Orders);
        var invoices = _folder.Write("invoices/invoices.flow.yaml", FlowTexts.Orders.Replace("orders", "invoices"));

        var result = await _ia.RunAsync("apply", "-f", orders, System.IO.Path.GetDirectoryName(invoices)!);

        Assert.Equal(ExitCode.Fine, result.ExitCode);
        Assert.Matches(@"^FLOW +VERSION +STATUS +ENDPOINTS\norders +1 +Started +/t/demo/http/orders\ninvoices +1 +Started +/t/demo/http/invoices\n$", result.Output);
    }

    [Fact]
    public async Task An_error_in_one_of_several_paths_deploys_none()
    {
        var right = _folder.Write("right.flow.yaml", FlowTexts.Orders);
        var wrong = _folder.Write("wrong.flow.yaml", FlowTexts.FiveMistakes);

        var result = await _ia.RunAsync("apply", "-f", right, "-f", wrong);

        Assert.Equal(ExitCode.Negative, result.ExitCode);
        Assert.Equal(5, result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal("errors in 1 of 2, nothing was deployed\n", result.Error);
        Assert.Empty(await _host.Control.ListFlowsAsync("demo", default));
    }

    [Fact]
    public async Task A_flow_that_needs_the_files_beside_it_is_advised_to_come_with_its_folder()
    {
        var file = _folder.Write("orders.flow.yaml", FlowTexts.Orders + "\n  - xslt: order.xslt\n");

        var apply = await _ia.RunAsync("apply", "-f", file);
        var lint = await _ia.RunAsync("lint", file);

        Assert.Contains("IA1201", apply.Output);
        Assert.Matches($"^'{file}' was read alone; with the files beside it: .*{System.IO.Path.GetFileName(_folder.Path)}/\nnothing was deployed\n$", apply.Error);
        Assert.Contains("was read alone", lint.Error);
    }

    [Fact]
    public async Task The_same_flow_in_two_paths_is_refused()
    {
        var result = await _ia.RunAsync("apply", "-f", _folder.Write("a.flow.yaml", FlowTexts.Orders), "-f", _folder.Write("b.flow.yaml", FlowTexts.Orders));

        Assert.Equal(ExitCode.Negative, result.ExitCode);
        Assert.Equal("flow 'orders' is in more than one of these; nothing was deployed\n", result.Error);
    }

    [Fact]
    public async Task A_flow_and_a_zip_come_from_standard_input()
    {
        _ia.Input = Encoding.UTF8.GetBytes(FlowTexts.Orders);
        var flow = await _ia.RunAsync("apply", "-f", "-");
        _ia.Input = Bundle.FromFlow("invoices.flow.yaml", FlowTexts.Orders.Replace("orders", "invoices")).ToZip();
        var zip = await _ia.RunAsync("apply", "-f", "-");

        Assert.Contains("orders ", flow.Output);
        Assert.Equal("orders.flow.yaml", (await _host.Control.FindFlowAsync("demo", "orders", default))!.File);
        Assert.Contains("invoices ", zip.Output);
    }

    [Fact]
    public async Task A_dry_run_says_what_would_be_and_does_nothing()
    {
        var result = await _ia.RunAsync("apply", "-f", _folder.Write("orders.flow.yaml", FlowTexts.Orders), "--dry-run");

        Assert.Contains("would be created", result.Output);
        Assert.Empty(await _host.Control.ListFlowsAsync("demo", default));
    }

    [Fact]
    public async Task A_flow_that_does_not_start_says_why()
    {
        _host.Control.Broken["orders"] = Diagnostic.Error("IA3999", new SourceSpan("orders.flow.yaml", 3, 3), "the path is taken");

        var result = await _ia.RunAsync("apply", "-f", _folder.Write("orders.flow.yaml", FlowTexts.Orders));

        Assert.Equal(ExitCode.Negative, result.ExitCode);
        Assert.Equal("orders.flow.yaml(3,3): error IA3999: the path is taken\n", result.Output);
        Assert.Contains("no version of it runs", result.Error);
    }

    [Fact]
    public async Task A_file_that_is_no_bundle_is_a_finding()
    {
        var result = await _ia.RunAsync("apply", "-f", _folder.Write("orders.txt", FlowTexts.Orders));

        Assert.Equal(ExitCode.Negative, result.ExitCode);
        Assert.Contains("IA14", result.Output);
    }
}
