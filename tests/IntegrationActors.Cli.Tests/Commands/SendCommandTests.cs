using System.Text;
using IntegrationActors.Management.Tests;
using IntegrationActors.Management.Tests.Flows;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace IntegrationActors.Cli.Tests.Commands;

public sealed class SendCommandTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = TemporaryFolder.Create();
    private ManagementHost _host = null!;
    private WebApplication _senders = null!;
    private Ia _ia = null!;
    private string _received = "";

    public async Task InitializeAsync()
    {
        _host = await ManagementHost.StartAsync();
        _ia = new Ia(_host);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _senders = builder.Build();
        _senders.Run(AnswerAsync);
        await _senders.StartAsync();
        await _ia.RunAsync("apply", "-f", _folder.Write("orders.flow.yaml", FlowTexts.Orders));
    }

    public async Task DisposeAsync()
    {
        await _senders.DisposeAsync();
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Sends_a_file_to_a_flow_with_headers_and_client()
    {
        var order = _folder.Write("order.json", "{\"id\":1}");

        var result = await _ia.RunAsync("send", "orders", $"@{order}", "-H", "X-Region=EU", "--client", "webshop:secret", "--address", _senders.Urls.First());

        Assert.Equal(ExitCode.Fine, result.ExitCode);
        Assert.Equal($"POST /t/demo/http/orders application/json EU Basic {Convert.ToBase64String("webshop:secret"u8)} {{\"id\":1}}", _received);
        Assert.Equal("<order/>", result.Output);
        Assert.Equal("200 OK  message 42\n", result.Error);
    }

    [Fact]
    public async Task Sends_standard_input_to_a_path_of_the_tenant()
    {
        _ia.Input = Encoding.UTF8.GetBytes("<a/>");

        await _ia.RunAsync("send", "/invoices", "-", "-X", "PUT", "-H", "Content-Type=application/xml", "--address", _senders.Urls.First());

        Assert.Equal("PUT /t/demo/http/invoices application/xml   <a/>", _received);
    }

    [Theory]
    [InlineData("/fails", ExitCode.Negative)]
    [InlineData("/secured", ExitCode.NoAccess)]
    public async Task An_answer_that_is_no_success_has_its_code(string path, int exitCode)
    {
        var result = await _ia.RunAsync("send", path, "{}", "--address", _senders.Urls.First());

        Assert.Equal(exitCode, result.ExitCode);
    }

    private async Task AnswerAsync(HttpContext http)
    {
        var request = http.Request;
        var body = await new StreamReader(request.Body).ReadToEndAsync();
        _received = $"{request.Method} {request.Path} {request.ContentType} {request.Headers["X-Region"]} {request.Headers.Authorization} {body}";
        http.Response.StatusCode = request.Path.Value!.EndsWith("fails") ? 500 : request.Path.Value.EndsWith("secured") ? 401 : 200;
        http.Response.Headers["SAP_MessageProcessingLogID"] = "42";
        await http.Response.WriteAsync("<order/>");
    }
}
