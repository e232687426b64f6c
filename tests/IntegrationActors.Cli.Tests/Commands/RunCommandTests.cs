using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;

namespace IntegrationActors.Cli.Tests.Commands;

public sealed partial class RunCommandTests : IAsyncLifetime, IDisposable
{
    private const string Flow = """
        flow: hello
        from: { https: { path: /hello, role: hello.send } }
        steps:
          - call: { name: erp, https: { url: "http://erp.example.org/", method: POST } }
          - set: { body: "one ${body}" }
        """;

    private readonly TemporaryFolder _folder = TemporaryFolder.Create();
    private readonly CancellationTokenSource _end = new();
    private readonly LineWriter _lines = new();
    private readonly HttpClient _http = new();
    private Task<int> _run = Task.FromResult(0);

    public async Task InitializeAsync()
    {
        _folder.Write("hello.flow.yaml", Flow);
        var answer = _folder.Write("answer.txt", "stubbed");
        var terminal = new Terminal { Out = _lines, Error = _lines, OpenInput = () => Stream.Null, OpenOutput = () => Stream.Null, Folder = _folder.Path, Variable = _ => null };
        _run = new CliApp(terminal).RunAsync(["run", "--dev", "--port", "0", "--stub", $"erp={answer}"], _end.Token);
        var welcome = await _lines.WaitForAsync("Senders: ");
        _http.BaseAddress = new Uri(Address().Match(welcome).Value);
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String("dev:dev"u8));
    }

    public async Task DisposeAsync()
    {
        await _end.CancelAsync();
        await _run;
    }

    public void Dispose()
    {
        _http.Dispose();
        _end.Dispose();
        _lines.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_message_runs_and_has_its_line_with_status_and_steps()
    {
        var answer = await _http.PostAsync("/t/demo/http/hello", new StringContent("x"));

        Assert.Equal("one stubbed", await answer.Content.ReadAsStringAsync());
        Assert.Contains("hello", await _lines.WaitForAsync("COMPLETED hello"));
        Assert.Contains("erp (POST http://erp.example.org/) -> 200, 7 bytes", await _lines.WaitForAsync("stub "));
    }

    [Fact]
    public async Task A_saved_flow_is_reloaded_and_a_wrong_one_leaves_the_last_good_version()
    {
        _folder.Write("hello.flow.yaml", Flow.Replace("one", "two"));
        await _lines.WaitForAsync("hello: reloaded");
        Assert.Equal("two stubbed", await PostAsync());

        _folder.Write("hello.flow.yaml", Flow.Replace("method:", "metod:"));
        await _lines.WaitForAsync("the last good version stays");
        Assert.Contains("hello.flow.yaml(4,65): error IA1001: unknown option 'metod' (did you mean 'method'?)", await _lines.WaitForAsync("IA1001"));
        Assert.Equal("two stubbed", await PostAsync());
    }

    [Fact]
    public async Task A_failed_message_shows_the_fault_with_its_step_and_place()
    {
        _folder.Write("hello.flow.yaml", "flow: hello\nfrom: { https: { path: /hello } }\nsteps:\n  - fail: { message: No way, code: NO-1 }\n");
        await _lines.WaitForAsync("hello: reloaded");

        await _http.PostAsync("/t/demo/http/hello", new StringContent("x"));

        Assert.Contains("hello.flow.yaml(4,5): step 'fail-1': NO-1: No way", await _lines.WaitForAsync("NO-1"));
    }

    [Fact]
    public async Task Ctrl_C_ends_it_orderly()
    {
        await _end.CancelAsync();

        Assert.Equal(ExitCode.Fine, await _run);
        await Assert.ThrowsAsync<HttpRequestException>(() => _http.PostAsync("/t/demo/http/hello", new StringContent("x")));
    }

    [Fact]
    public async Task A_client_that_is_not_the_developer_is_refused()
    {
        _http.DefaultRequestHeaders.Authorization = null;

        Assert.Equal(HttpStatusCode.Unauthorized, (await _http.PostAsync("/t/demo/http/hello", new StringContent("x"))).StatusCode);
    }

    [Fact]
    public async Task Stores_have_what_a_test_file_says()
    {
        var tests = _folder.Write("hello.test.yaml", "stores: { numberRanges: { invoices: { maximum: 999, last: 41 } } }\ntests:\n  - { name: one, send: x }\n");
        using var folder = TemporaryFolder.Create();
        var data = Path.Combine(folder.Path, "data");

        await OnceAsync(tests, data);
        await OnceAsync(tests, data);

        await using var stores = new Cli.Local.Running.LocalStores(() => data, "demo", TimeProvider.System);
        Assert.Equal("42", await stores.NumberRanges.NextAsync("invoices", CancellationToken.None));
        Assert.Equal(ExitCode.Usage, (await new Ia().RunAsync("run", "--dev", _folder.Path, "--port", "0", "--stores", "answer.txt")).ExitCode);
    }

    // Runs until it says where senders are.
    private async Task OnceAsync(string tests, string data)
    {
        using var lines = new LineWriter();
        using var end = new CancellationTokenSource();
        var terminal = new Terminal { Out = lines, Error = lines, OpenInput = () => Stream.Null, OpenOutput = () => Stream.Null, Folder = _folder.Path, Variable = _ => null };
        var run = new CliApp(terminal).RunAsync(["run", "--dev", "--port", "0", "--data", data, "--stores", tests], end.Token);
        await lines.WaitForAsync("Senders: ");
        await end.CancelAsync();
        Assert.Equal(ExitCode.Fine, await run);
    }

    [Fact]
    public async Task Without_dev_it_says_where_flows_are_deployed() =>
        Assert.Equal(ExitCode.Usage, (await new Ia().RunAsync("run", _folder.Path)).ExitCode);

    private async Task<string> PostAsync() => await (await _http.PostAsync("/t/demo/http/hello", new StringContent("x"))).Content.ReadAsStringAsync();

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Address();

    /// <summary>Lines as they are written, for whoever waits for one.</summary>
    private sealed class LineWriter : StringWriter
    {
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

        private readonly List<string> _lines = [];
        private readonly List<(string Part, TaskCompletionSource<string> Found)> _waiting = [];

        public override Encoding Encoding => Encoding.UTF8;

        public override void WriteLine(string? value)
        {
            lock (_lines)
            {
                _lines.Add(value ?? "");
                foreach (var (_, found) in _waiting.Where(w => value?.Contains(w.Part) == true))
                {
                    found.TrySetResult(value!);
                }
            }
        }

        public Task<string> WaitForAsync(string part)
        {
            var found = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (_lines)
            {
                if (_lines.LastOrDefault(l => l.Contains(part)) is { } line)
                {
                    return Task.FromResult(line);
                }

                _waiting.Add((part, found));
            }

            return found.Task.WaitAsync(Patience);
        }
    }
}
