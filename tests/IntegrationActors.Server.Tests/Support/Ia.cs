using System.Diagnostics;

namespace IntegrationActors.Server.Tests.Support;

/// <summary>The real command line tool in a process of its own.</summary>
internal static class Ia
{
    public sealed record Result(int ExitCode, string Output);

    public static Task<Result> RunAsync(ServerProcess server, params string[] arguments) => RunAsync($"unix:{server.Socket}", arguments);

    public static async Task<Result> RunAsync(string server, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["IA_SERVER"] = server;
        start.Environment["IA_TENANT"] = "demo";
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "ia.dll"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new Result(process.ExitCode, await output + await error);
    }
}
