using System.Net;
using System.Net.Sockets;
using System.Diagnostics;
using System.Text.RegularExpressions;
using IntegrationActors.Server.Tests.Support;

namespace IntegrationActors.Server.Tests;

public sealed partial class FirstMinuteTests
{
    [Fact]
    public async Task The_printed_line_answers_with_the_transformed_order_and_the_log_shows_it()
    {
        await using var server = await ServerProcess.StartFreshAsync();

        var answer = await ShellAsync(server.Line("curl").Insert(0, "curl -sS "));
        Assert.Contains("<order", answer);

        var messages = await Ia.RunAsync(server, "get", "messages");
        Assert.Contains("COMPLETED", messages.Output, StringComparison.OrdinalIgnoreCase);
        var id = MessageId().Match((await Ia.RunAsync(server, "get", "messages", "--flow", "orders-to-erp", "-o", "name")).Output).Value;
        var message = await Ia.RunAsync(server, "describe", "message", id);
        Assert.Contains("router", message.Output);
        Assert.Contains("jsonToXml", message.Output);
        Assert.Contains("ms", message.Output);
    }

    [Fact]
    public async Task The_command_line_sends_to_a_flow_by_its_name()
    {
        await using var server = await ServerProcess.StartFreshAsync();
        var client = server.Line("curl").Split(' ', StringSplitOptions.RemoveEmptyEntries).SkipWhile(word => word != "-u").ElementAt(1);

        var sent = await Ia.RunAsync(server, "send", "orders-to-erp", "@" + Path.Combine(Repository.Root, "samples", "orders-to-erp", "order.json"), "--client", client);

        Assert.Equal(0, sent.ExitCode);
        Assert.Contains("<order", sent.Output);
    }

    [Fact]
    public async Task At_level_trace_the_body_before_each_step_can_be_seen()
    {
        await using var server = await ServerProcess.StartFreshAsync();

        var level = await Ia.RunAsync(server, "log-level", "orders-to-erp", "trace");
        Assert.Equal(0, level.ExitCode);
        await ShellAsync(server.Line("curl").Insert(0, "curl -sS "));

        var id = MessageId().Match((await Ia.RunAsync(server, "get", "messages", "--flow", "orders-to-erp", "-o", "name")).Output).Value;
        var trace = await Ia.RunAsync(server, "trace", id);
        Assert.Contains("\"region\"", trace.Output);
        Assert.Contains("<order", trace.Output);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_said_in_a_sentence_with_what_to_do()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();

        var (exitCode, output, error) = await ServerProcess.FailToStartAsync($"integration-actors.http.address=http://{other.LocalEndpoint}");

        Assert.Equal(1, exitCode);
        Assert.StartsWith($"The server can't start: Failed to bind to address http://{other.LocalEndpoint}: address already in use. Another program listens there", error);
        Assert.Contains("--set integration-actors.http.address=", error);
        Assert.DoesNotContain("   at ", output + error);
    }

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex MessageId();

    // The line is for people, who have curl; a bare machine may not.
    private static async Task<string> ShellAsync(string command)
    {
        using var shell = Process.Start(new ProcessStartInfo("bash", ["-c", $"tests/servers/need.sh curl curl && {command}"]) { RedirectStandardOutput = true, UseShellExecute = false, WorkingDirectory = Repository.Root })!;
        var output = await shell.StandardOutput.ReadToEndAsync();
        await shell.WaitForExitAsync();
        Assert.Equal(0, shell.ExitCode);
        return output;
    }
}
