using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Native.Symbol;
using Jint.Runtime;
using Jint.Runtime.Interop;

namespace IntegrationActors.Steps.JavaScript;

/// <summary>
/// The engine looks at its budget between statements; a few functions of strings make gigabytes within one. Here they are asked first how long their result may become.
/// </summary>
internal sealed class BoundedStrings
{
    // Below this many characters, whatever comes out is harmless.
    private const long Harmless = 1 << 20;

    private readonly Engine _engine;
    private readonly long _limit;

    private BoundedStrings(Engine engine, long limit) => (_engine, _limit) = (engine, limit);

    public static void Install(Engine engine, long limit)
    {
        var bounded = new BoundedStrings(engine, limit);
        var strings = Prototype(engine, "String");
        bounded.Wrap(strings, "repeat", bounded.CheckRepeat);
        bounded.Wrap(strings, "replace", (text, arguments) => bounded.CheckReplace(text, arguments, all: false));
        bounded.Wrap(strings, "replaceAll", (text, arguments) => bounded.CheckReplace(text, arguments, all: true));
        Prototype(engine, "RegExp").Set(GlobalSymbolRegistry.Replace, bounded.RegexReplace(Prototype(engine, "RegExp").Get(GlobalSymbolRegistry.Replace)));
    }

    private static ObjectInstance Prototype(Engine engine, string name) => engine.Global.Get(name).AsObject().Get("prototype").AsObject();

    private void Wrap(ObjectInstance owner, string name, Action<JsValue, JsValue[]> check)
    {
        var original = owner.Get(name);
        owner.Set(name, new ClrFunction(_engine, name, (self, arguments) =>
        {
            check(self, arguments);
            return _engine.Call(original, self, arguments);
        }));
    }

    private ClrFunction RegexReplace(JsValue original) => new(_engine, "[Symbol.replace]", (self, arguments) =>
    {
        if (arguments is [JsString text, JsString replacement, ..] && MayBeLarge(text, replacement))
        {
            Check(CountMatches(original, self, text), text, replacement);
        }

        return _engine.Call(original, self, arguments);
    });

    private void CheckRepeat(JsValue text, JsValue[] arguments)
    {
        var count = TypeConverter.ToNumber(arguments.Length > 0 ? arguments[0] : JsValue.Undefined);
        if (TypeConverter.ToString(text).Length * count > _limit)
        {
            throw TooLong();
        }
    }

    // Regular expressions come through Symbol.replace, and are checked there.
    private void CheckReplace(JsValue text, JsValue[] arguments, bool all)
    {
        if (text is JsString subject && arguments is [JsString pattern, JsString replacement, ..] && MayBeLarge(subject, replacement))
        {
            Check(all ? CountOccurrences(subject.ToString(), pattern.ToString()) : 1, subject, replacement);
        }
    }

    private static bool MayBeLarge(JsString text, JsString replacement) => (text.Length + 1L) * replacement.Length > Harmless;

    // A replacement with $ may repeat parts of the text: all matches together are no longer than the text, what stands before and after each may be.
    private void Check(long matches, JsString text, JsString replacement)
    {
        var pattern = replacement.ToString();
        var parts = pattern.Count(c => c == '$');
        var repeats = pattern.Contains("$`", StringComparison.Ordinal) || pattern.Contains("$'", StringComparison.Ordinal) ? matches : 1;
        if ((double)matches * pattern.Length + ((double)parts * text.Length * repeats) > _limit)
        {
            throw TooLong();
        }
    }

    private long CountMatches(JsValue original, JsValue regex, JsString text)
    {
        var count = 0L;
        _engine.Call(original, regex, [text, new ClrFunction(_engine, "count", (_, _) =>
        {
            count++;
            return JsString.Empty;
        })]);
        return count;
    }

    private static long CountOccurrences(string text, string pattern)
    {
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

    private JavaScriptException TooLong() => new(_engine.Intrinsics.TypeError, $"the string would be longer than {_limit} characters");
}
