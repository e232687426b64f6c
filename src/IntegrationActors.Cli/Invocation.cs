using System.CommandLine;
using IntegrationActors.Cli.Api;
using IntegrationActors.Cli.Output;

namespace IntegrationActors.Cli;

/// <summary>One run of a command: its values, its terminal, its server.</summary>
internal sealed class Invocation(ParseResult values, GlobalOptions globals, Terminal terminal) : IDisposable
{
    private ApiClient? _api;

    public Terminal Terminal { get; } = terminal;

    public TextWriter Out => Terminal.Out;

    public TextWriter Error => Terminal.Error;

    public OutputFormat Format { get; } = values.GetValue(globals.Output);

    public string Tenant => Given(values.GetValue(globals.Tenant)) ?? Given(Terminal.Variable("IA_TENANT")) ?? GlobalOptions.DefaultTenant;

    /// <summary>The server; connected on first use.</summary>
    public ApiClient Api => _api ??= new ApiClient(Address, Given(Terminal.Variable("IA_TOKEN")));

    public Printer Printer => new(Terminal, Format);

    /// <summary>Path below the API of something in the tenant.</summary>
    public string InTenant(params ReadOnlySpan<string> segments)
    {
        var path = $"tenants/{Uri.EscapeDataString(Tenant)}";
        foreach (var segment in segments)
        {
            path += "/" + Uri.EscapeDataString(segment);
        }

        return path;
    }

    public T Value<T>(Argument<T> argument) => values.GetValue(argument)!;

    public T? Value<T>(Option<T> option) => values.GetValue(option);

    public void Dispose() => _api?.Dispose();

    private ServerAddress Address =>
        ServerAddress.Find(Given(values.GetValue(globals.Server)), Given(Terminal.Variable("IA_SERVER")), Terminal.Folder);

    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
