using System.Text.Encodings.Web;
using System.Text.Unicode;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Steps;
using IntegrationActors.Expressions.Liquid;
using IntegrationActors.Steps.Bodies;
using IntegrationActors.Steps.Sources;

namespace IntegrationActors.Steps.Template;

/// <summary>Writes the text while reading the message; the body that failed stays.</summary>
public sealed class TemplateStep : IStep
{
    private static readonly HtmlEncoder Xml = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly TemplateOptions _options;
    private readonly PayloadSpool _spool;
    private readonly LiquidTemplate _template;

    public TemplateStep(TemplateOptions options, IStepContext context)
    {
        (_options, _spool) = (options, context.Spool);
        var source = options.File is { } file ? SourceText.Of(file, context.Resource(file)) : SourceText.Of(options.Text!);
        _template = LiquidTemplate.Parse(source.Name, source.Text, (line, column) => source.Place(line, column - 1));
    }

    public async ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel)
    {
        await exchange.Body.BufferAsync(cancel);
        var variables = new Dictionary<string, object?>(_options.Variables.Count, StringComparer.Ordinal);
        foreach (var (name, value) in _options.Variables)
        {
            variables[name] = value.Constant ?? value.Evaluate(exchange);
        }

        await using var output = new PayloadWriter(_spool);
        await _template.RenderAsync(exchange, variables, Encoder, output, cancel);
        var body = output.ToPayload();
        Charset.Correct(exchange, body);
        await exchange.ReplaceBodyAsync(body);
        if (_options.ContentType is { } type)
        {
            exchange.Headers.Set("Content-Type", type);
        }

        return Outcome.Next;
    }

    private TextEncoder? Encoder => _options.Escape switch
    {
        TemplateEscape.Xml => Xml,
        TemplateEscape.Json => JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        _ => null,
    };
}
