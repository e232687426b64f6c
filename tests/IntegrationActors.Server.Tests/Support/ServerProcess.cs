using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;

namespace IntegrationActors.Server.Tests.Support;

/// <summary>The real server in a process of its own, with free ports and a data folder that outlives the process.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);

    private readonly ConcurrentQueue<string> _output = new();
    private readonly string _data;
    private readonly bool _ownsData;
    private Process _process;

    private ServerProcess(string data, bool ownsData, Process process)
    {
        _data = data;
        _ownsData = ownsData;
        _process = process;
    }

    public string DataFolder => _data;

    public string Socket => Path.Combine(_data, "ia.sock");

    public int ProcessId => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Address of the senders' listener.</summary>
    public Uri Senders { get; private set; } = new("http://127.0.0.1");

    /// <summary>Address of the management API.</summary>
    public Uri Management { get; private set; } = new("http://127.0.0.1");

    /// <summary>Everything the server wrote so far.</summary>
    public string Output => string.Join('\n', _output);

    /// <summary>A new installation in an empty folder, as on the first start.</summary>
    public static Task<ServerProcess> StartFreshAsync(params string[] settings) => StartFreshAsync([], settings);

    /// <summary>The same with variables of the environment; null takes one away.</summary>
    public static async Task<ServerProcess> StartFreshAsync(IReadOnlyList<KeyValuePair<string, string?>> variables, string[] settings)
    {
        var data = Directory.CreateTempSubdirectory("ia-server").FullName;
        var server = new ServerProcess(data, ownsData: true, Launch(data, settings, variables));
        await server.WaitUntilReadyAsync(lastLine: "curl");
        return server;
    }

    /// <summary>What a start says that is expected to fail, and its exit code.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> FailToStartAsync(params string[] settings)
    {
        var data = Directory.CreateTempSubdirectory("ia-server").FullName;
        using var process = Launch(data, settings);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        try
        {
            await process.WaitForExitAsync().WaitAsync(StartLimit);
            return (process.ExitCode, await output, await error);
        }
        finally
        {
            process.Kill();
            Directory.Delete(data, recursive: true);
        }
    }

    /// <summary>Ends the process without any chance to tidy up.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks the process to stop and waits until it has.</summary>
    public async Task<int> StopAsync()
    {
        using var kill = Process.Start("bash", ["-c", $"kill -TERM {_process.Id}"]);
        await kill.WaitForExitAsync();
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(90));
        return _process.ExitCode;
    }

    /// <summary>Starts again on the same data.</summary>
    public async Task RestartAsync(params string[] settings)
    {
        _process.Dispose();
        _output.Clear();
        _process = Launch(_data, settings);
        await WaitUntilReadyAsync(lastLine: "operator");
    }

    /// <summary>A line of the output that begins (after blanks) with <paramref name="label"/>, without the label.</summary>
    public string Line(string label) => _output.Select(l => l.Trim()).First(l => l.StartsWith(label, StringComparison.Ordinal))[label.Length..].Trim();

    /// <summary>A client that the API treats as the local operator.</summary>
    public HttpClient CreateOperator() => new(new SocketsHttpHandler
    {
        ConnectCallback = async (_, cancel) =>
        {
            var socket = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Unspecified);
            await socket.ConnectAsync(new System.Net.Sockets.UnixDomainSocketEndPoint(Socket), cancel);
            return new System.Net.Sockets.NetworkStream(socket, ownsSocket: true);
        },
    })
    {
        BaseAddress = new Uri("http://localhost/api/v1/"),
        Timeout = TimeSpan.FromMinutes(2),
    };

    /// <summary>A client of the senders' listener.</summary>
    public HttpClient CreateSender(string? clientAndSecret = null)
    {
        var http = new HttpClient { BaseAddress = Senders, Timeout = TimeSpan.FromMinutes(5) };
        if (clientAndSecret is not null)
        {
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(clientAndSecret)));
        }

        return http;
    }

    /// <summary>Processor time of the process so far.</summary>
    public TimeSpan CpuTime()
    {
        _process.Refresh();
        return _process.TotalProcessorTime;
    }

    /// <summary>Resident memory in MB.</summary>
    public double ResidentMemory() => Status("VmRSS");

    /// <summary>Most resident memory in MB since the start, or since <see cref="ResetPeak"/>.</summary>
    public double PeakMemory() => Status("VmHWM");

    /// <summary>Forgets what the process needed before.</summary>
    public void ResetPeak() => File.WriteAllText($"/proc/{_process.Id}/clear_refs", "5");

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
        if (_ownsData)
        {
            Directory.Delete(_data, recursive: true);
        }
    }

    private double Status(string name)
    {
        var line = File.ReadLines($"/proc/{_process.Id}/status").First(l => l.StartsWith(name, StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) / 1024;
    }

    private static Process Launch(string data, string[] settings, IReadOnlyList<KeyValuePair<string, string?>>? variables = null)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "IntegrationActors.Server.dll"));
        string[] own =
        [
            "--data", data,
            "--set", "integration-actors.http.address=http://127.0.0.1:0",
            "--set", "integration-actors.management.address=http://127.0.0.1:0",
            "--set", "integration-actors.cluster.port=0",
        ];
        foreach (var argument in own.Concat(settings.SelectMany(s => new[] { "--set", s })))
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in variables ?? [])
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    private async Task WaitUntilReadyAsync(string lastLine)
    {
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _process.OutputDataReceived += (_, line) => Take(line.Data, lastLine, ready);
        _process.ErrorDataReceived += (_, line) => Take(line.Data, lastLine, ready);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        var exited = _process.WaitForExitAsync();
        if (await Task.WhenAny(ready.Task, exited, Task.Delay(StartLimit)) != ready.Task)
        {
            throw new InvalidOperationException($"The server did not become ready:\n{Output}");
        }

        Senders = new Uri(Line("senders"));
        Management = new Uri(Line("management"));
    }

    private void Take(string? line, string lastLine, TaskCompletionSource ready)
    {
        if (line is null)
        {
            return;
        }

        _output.Enqueue(line);
        if (line.TrimStart().StartsWith(lastLine, StringComparison.Ordinal))
        {
            ready.TrySetResult();
        }
    }
}
