using System.Collections.Concurrent;
using System.Xml.XPath;
using Fluid;
using Fluid.Values;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Options;
using IntegrationActors.Expressions.Dates;
using IntegrationActors.Expressions.XPath;

namespace IntegrationActors.Expressions.Liquid;

/// <summary>Filters beside those of Liquid: <c>xpath</c>, <c>date_java</c>; and one of Liquid's with a bound.</summary>
internal static class LiquidFilters
{
    // Paths that are computed could be without number.
    private const int MaxCached = 1_000;

    private static readonly ConcurrentDictionary<string, XPathQuery> Paths = new(StringComparer.Ordinal);

    public static void AddTo(FilterCollection filters)
    {
        filters.AddFilter("xpath", XPath);
        filters.AddFilter("date_java", DateJava);
        if (filters.TryGetValue("replace", out var replace))
        {
            filters.AddFilter("replace", (input, arguments, context) => CheckReplace(input, arguments) is { } tooMuch ? throw tooMuch : replace(input, arguments, context));
        }
    }

    private static ValueTask<FluidValue> XPath(FluidValue input, FilterArguments arguments, TemplateContext context)
    {
        if (input is not LiquidNode { Node: { } node })
        {
            throw new FluidException("the filter xpath looks into xml, or into a node of it");
        }

        var found = Query(arguments.At(0).ToStringValue()).Evaluate(node, (TimeProvider)context.AmbientValues[LiquidOptions.TimeKey]);
        return new(LiquidValues.Of(found));
    }

    private static XPathQuery Query(string text)
    {
        if (Paths.TryGetValue(text, out var known))
        {
            return known;
        }

        try
        {
            var query = XPathQuery.Parse(new OptionText(SourceSpan.None, text));
            return Paths.Count < MaxCached ? Paths.GetOrAdd(text, query) : query;
        }
        catch (DiagnosticException e)
        {
            throw new InvalidOperationException($"the XPath '{text}' is wrong: {e.Diagnostics[0].Message}", e);
        }
    }

    // The letters of ${date:…}, where the filter date takes those of Ruby.
    private static ValueTask<FluidValue> DateJava(FluidValue input, FilterArguments arguments, TemplateContext context)
    {
        if (!input.TryGetDateTimeInput(context, out var time))
        {
            return new(NilValue.Instance);
        }

        try
        {
            return new(new StringValue(JavaDatePattern.Parse(arguments.At(0).ToStringValue(), 0, TimeZoneInfo.Utc).Format(time)));
        }
        catch (ExpressionSyntaxException e)
        {
            throw new InvalidOperationException(e.Message, e);
        }
    }

    private static Exception? CheckReplace(FluidValue input, FilterArguments arguments)
    {
        var (text, what, by) = (input.ToStringValue(), arguments.At(0).ToStringValue(), arguments.At(1).ToStringValue());
        return by.Length > 1 && (long)text.Length / Math.Max(1, what.Length) * by.Length > LiquidOptions.MaxValue ? LiquidOptions.TooMuch("replace", $"a text of more than {LiquidOptions.MaxValue} characters") : null;
    }
}
