using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using Fluid;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Expressions.Liquid;

/// <summary>A text in the Liquid language with values of a message. Parsed at deploy; immutable and thread-safe. Numbers and dates are those of the invariant culture and UTC.</summary>
public sealed partial class LiquidTemplate
{
    private const string Mistake = "IA1332";
    private const int MaxLength = 1 << 20;

    private static readonly FluidParser Parser = new();

    private readonly string _name;
    private readonly IFluidTemplate _template;

    private LiquidTemplate(string name, IFluidTemplate template) => (_name, _template) = (name, template);

    /// <summary>Parses a template.</summary>
    /// <param name="name">What faults call it: the path of its file.</param>
    /// <param name="text">The template.</param>
    /// <param name="place">Place of a line (from 1) and a column (from 1).</param>
    /// <exception cref="DiagnosticException">IA1332: the template has mistakes.</exception>
    public static LiquidTemplate Parse(string name, string text, Func<int, int, SourceSpan> place)
    {
        if (text.Length > MaxLength)
        {
            throw new DiagnosticException(Diagnostic.Error(Mistake, place(1, 1), $"the template has more than {MaxLength} characters"));
        }

        if (!Parser.TryParse(text, out var template, out var error))
        {
            var at = Place().Match(error);
            var (line, column) = at.Success ? (Number(at, "line"), Number(at, "column")) : (1, 1);
            throw new DiagnosticException(Diagnostic.Error(Mistake, place(line, Math.Max(1, column)), Text(error)));
        }

        var bounds = new LiquidBounds();
        var bounded = bounds.VisitTemplate(template);
        var findings = bounds.Mistakes.Select(mistake => Diagnostic.Error(Mistake, Find(text, mistake.Pattern, place), mistake.Message)).ToArray();
        return findings.Length == 0 ? new LiquidTemplate(name, bounded) : throw new DiagnosticException(findings);
    }

    /// <summary>Writes the text, in UTF-8. The body must be buffered.</summary>
    /// <param name="exchange">The message.</param>
    /// <param name="variables">Further values by name.</param>
    /// <param name="encoder">Escapes values; null leaves them as they are.</param>
    /// <param name="output">Takes the text.</param>
    /// <param name="cancel">Ends the work.</param>
    /// <exception cref="FaultException">IA3461: the template can't be filled in with this message; IA3462: it makes too much.</exception>
    public async ValueTask RenderAsync(Exchange exchange, IReadOnlyDictionary<string, object?> variables, TextEncoder? encoder, PayloadWriter output, CancellationToken cancel)
    {
        using var writer = new LiquidWriter(output, cancel);
        var context = new TemplateContext(new Fluid.Values.DictionaryValue(new LiquidModel(exchange, variables)), LiquidOptions.Shared)
        {
            Now = exchange.Time.GetUtcNow,
            TimeZone = TimeZoneInfo.Utc,
        };
        context.AmbientValues[LiquidOptions.TimeKey] = exchange.Time;
        try
        {
            await _template.RenderAsync(writer, encoder ?? NullEncoder.Default, context);
            writer.Complete();
        }
        catch (InvalidOperationException e) when (e.Message.StartsWith("The maximum", StringComparison.Ordinal))
        {
            throw LiquidOptions.TooMuch(_name, $"more than {LiquidOptions.MaxSteps} steps");
        }
        catch (Exception e) when (e is FluidException or InvalidOperationException or FormatException or OverflowException or ArgumentException or InvalidCastException or DivideByZeroException)
        {
            throw new FaultException("IA3461", $"{_name}: {Fault.Cut(e.Message)}", "ia trace shows the message before this step.", e);
        }
    }

    private static SourceSpan Find(string text, string pattern, Func<int, int, SourceSpan> place)
    {
        var at = Regex.Match(text, pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, TimeSpan.FromSeconds(1)).Groups[1].Index;
        var before = text.AsSpan(0, at);
        return place(before.Count('\n') + 1, at - before.LastIndexOf('\n'));
    }

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    // The first line without the place; what follows is the source.
    private static string Text(string error)
    {
        var line = error.Split('\n')[0];
        return Place().Replace(line, "").TrimEnd(' ', '.') is { Length: > 0 } text ? text : "this is no Liquid: look for a tag or an output that is not closed";
    }

    [GeneratedRegex(@"\s*(?:at )?\((?<line>\d+):(?<column>\d+)\)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Place();
}
