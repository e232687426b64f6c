using System.CommandLine;
using IntegrationActors.Cli.Local;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Cli.Commands;

/// <summary>Evaluates an expression on a message, without a server: the same compiler and the same values as in a flow.</summary>
internal sealed class EvalCommand : ICliCommand
{
    private readonly Argument<string> _expression = new("EXPRESSION") { Description = "The expression, such as '${header.region}'" };
    private readonly Option<string> _language = new("--language", "-l") { HelpName = "LANGUAGE", Description = "simple, jsonpath or xpath", DefaultValueFactory = _ => ExpressionSource.Simple };
    private readonly Option<bool> _condition = new("--condition") { Description = "Evaluate as condition: prints true or false, exit code 1 when false" };
    private readonly Option<string?> _body = new("--body", "-b") { HelpName = "FILE", Description = "File with the body, or - for standard input" };
    private readonly Option<string[]> _headers = new("--header", "-H") { HelpName = "NAME=VALUE", Description = "Header; may be given several times" };
    private readonly Option<string[]> _properties = new("--property", "-P") { HelpName = "NAME=VALUE", Description = "Property; may be given several times" };
    private readonly Option<string[]> _parameters = new("--param") { HelpName = "NAME=VALUE", Description = "Parameter of the flow; may be given several times" };
    private readonly Option<string[]> _namespaces = new("--namespace") { HelpName = "PREFIX=URI", Description = "Namespace prefix for XPath; may be given several times" };

    public EvalCommand() => _language.AcceptOnlyFromAmong([.. LocalLanguage.Compiler.Languages]);

    public string Name => "eval";

    public string Summary => "Evaluates an expression on a message, without a server.";

    public IReadOnlyList<string> Examples =>
    [
        "ia eval '${header.region} ${body}' --body order.json -H region=EU",
        "ia eval -l jsonpath '$.items[*].sku' --body order.json",
        "ia eval --condition \"${header.region} = 'EU'\" -H region=EU",
    ];

    public IReadOnlyList<Symbol> Arguments => [_expression, _language, _condition, _body, _headers, _properties, _parameters, _namespaces];

    public bool HasAnswer => false;

    public async Task<int> RunAsync(Invocation run, CancellationToken cancel)
    {
        var source = new ExpressionSource(run.Value(_language)!, run.Value(_expression), new SourceSpan("expression", 1, 1));
        var scope = new ExpressionScope { Parameters = Pairs(run, _parameters), Namespaces = Pairs(run, _namespaces) };
        await using var exchange = await ExchangeAsync(run, cancel);
        try
        {
            if (run.Value(_condition))
            {
                var holds = await LocalLanguage.Compiler.CompileCondition(source, scope).HoldsAsync(exchange, cancel);
                run.Out.WriteLine(holds ? "true" : "false");
                return holds ? ExitCode.Fine : ExitCode.Negative;
            }

            run.Out.WriteLine(await LocalLanguage.Compiler.Compile(source, scope).EvaluateTextAsync(exchange, cancel));
            return ExitCode.Fine;
        }
        catch (FaultException e)
        {
            throw CliException.Negative(e.Fault.ToString());
        }
    }

    private async Task<Exchange> ExchangeAsync(Invocation run, CancellationToken cancel)
    {
        var now = run.Terminal.Time.GetUtcNow();
        var flow = new FlowIdentity(run.Tenant, "eval", 1);
        var id = MessageId.Create(now);
        var message = new Message { Body = Payload.FromBytes(await BodyAsync(run, cancel)) };
        foreach (var (name, value) in Pairs(run, _headers))
        {
            message.Headers.Set(name, value);
        }

        var exchange = new Exchange(flow, id, new MessageRecord { Flow = flow, Id = id, Started = now }, run.Terminal.Time) { Message = message };
        foreach (var (name, value) in Pairs(run, _properties))
        {
            exchange.Properties.Set(name, value);
        }

        return exchange;
    }

    private async Task<ReadOnlyMemory<byte>> BodyAsync(Invocation run, CancellationToken cancel)
    {
        switch (run.Value(_body))
        {
            case null:
                return default;
            case "-":
                var buffer = new MemoryStream();
                await using (var input = run.Terminal.OpenInput())
                {
                    await input.CopyToAsync(buffer, cancel);
                }

                return buffer.ToArray();
            case var file:
                return await File.ReadAllBytesAsync(file, cancel);
        }
    }

    private static IReadOnlyDictionary<string, string> Pairs(Invocation run, Option<string[]> option) =>
        NameValuePairs.Parse(option.Name, run.Value(option) ?? []);
}
