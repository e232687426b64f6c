using Jint;
using Jint.Native;
using Jint.Native.Symbol;
using Jint.Runtime.Interop;

namespace IntegrationActors.Steps.JavaScript;

/// <summary>Replacing and matching: matches are counted before something is made for each.</summary>
internal sealed class BoundedReplacements
{
    // Below this many characters, whatever comes out is harmless.
    private const long Harmless = 1 << 18;

    private readonly BuiltIns _builtIns;
    private readonly JsValue _replace;

    private BoundedReplacements(BuiltIns builtIns, JsValue replace) => (_builtIns, _replace) = (builtIns, replace);

    private Engine Engine => _builtIns.Engine;

    public static void Install(BuiltIns builtIns)
    {
        var (strings, regexes) = (builtIns.Prototype("String"), builtIns.Prototype("RegExp"));
        var replace = regexes.Get(GlobalSymbolRegistry.Replace);
        var bounded = new BoundedReplacements(builtIns, replace);
        var (one, all) = (strings.Get("replace"), strings.Get("replaceAll"));
        builtIns.Replace(strings, "replace", (text, arguments) => bounded.ReplaceText(one, text, arguments, _ => 1));
        builtIns.Replace(strings, "replaceAll", (text, arguments) => bounded.ReplaceText(all, text, arguments, CountOccurrences));
        builtIns.Replace(regexes, GlobalSymbolRegistry.Replace, bounded.ReplaceByRegex);
        builtIns.Check(regexes, GlobalSymbolRegistry.Match, bounded.CheckMatch);
    }

    private JsValue ReplaceText(JsValue original, JsValue text, JsValue[] arguments, Func<(string Text, string Pattern), long> count)
    {
        // Regular expressions come through Symbol.replace, and are looked at there.
        if (arguments.Length < 2 || arguments[0].IsObject() || text.IsUndefined() || text.IsNull())
        {
            return Engine.Call(original, text, arguments);
        }

        var (subject, pattern, replacement) = (new JsString(_builtIns.Meter.Text(text)), new JsString(_builtIns.Meter.Text(arguments[0])), Metered(arguments[1]));
        if (replacement is JsString fixedText && MayBeLarge(subject, fixedText))
        {
            Check(count((subject.ToString(), pattern.ToString())), subject, fixedText);
        }

        return Engine.Call(original, subject, [pattern, replacement]);
    }

    private JsValue ReplaceByRegex(JsValue regex, JsValue[] arguments)
    {
        if (arguments.Length < 2)
        {
            return Engine.Call(_replace, regex, arguments);
        }

        var (text, replacement) = (new JsString(_builtIns.Meter.Text(arguments[0])), Metered(arguments[1]));
        if (replacement is JsString fixedText && MayBeLarge(text, fixedText))
        {
            Check(CountMatches(regex, text), text, fixedText);
        }

        return Engine.Call(_replace, regex, [text, replacement]);
    }

    private void CheckMatch(JsValue regex, JsValue[] arguments)
    {
        if (arguments is [JsString text, ..] && text.Length > Harmless)
        {
            CountMatches(regex, text);
        }
    }

    // What a function returns for each match adds up unseen by the engine, which knows the texts only once they are one.
    private JsValue Metered(JsValue replacement)
    {
        if (!replacement.IsCallable())
        {
            return replacement is JsString ? replacement : new JsString(_builtIns.Meter.Text(replacement));
        }

        var total = 0L;
        return new ClrFunction(Engine, "", (_, arguments) =>
        {
            _builtIns.Meter.Step();
            var text = _builtIns.Meter.Text(Engine.Call(replacement, JsValue.Undefined, arguments));
            total += text.Length;
            _builtIns.Meter.ChargeText((2 * total) + text.Length);
            return new JsString(text);
        });
    }

    private static bool MayBeLarge(JsString text, JsString replacement) => (text.Length + 1L) * replacement.Length > Harmless;

    // A replacement with $ may repeat parts of the text: all matches together are no longer than the text, what stands before and after each may be.
    private void Check(long matches, JsString text, JsString replacement)
    {
        var pattern = replacement.ToString();
        var parts = pattern.Count(c => c == '$');
        var repeats = pattern.Contains("$`", StringComparison.Ordinal) || pattern.Contains("$'", StringComparison.Ordinal) ? matches : 1;
        _builtIns.Meter.ChargeText((2d * matches * pattern.Length) + ((double)parts * text.Length * repeats));
    }

    private long CountMatches(JsValue regex, JsString text)
    {
        var count = 0L;
        Engine.Call(_replace, regex, [text, new ClrFunction(Engine, "count", (_, _) =>
        {
            _builtIns.Meter.ChargeElements(++count);
            return JsString.Empty;
        })]);
        return count;
    }

    private static long CountOccurrences((string Text, string Pattern) search)
    {
        var (text, pattern) = search;
        if (pattern.Length == 0)
        {
            return text.Length + 1L;
        }

        var count = 0L;
        for (var at = text.IndexOf(pattern, StringComparison.Ordinal); at >= 0; at = text.IndexOf(pattern, at + pattern.Length, StringComparison.Ordinal))
        {
            count++;
        }

        return count;
    }
}
