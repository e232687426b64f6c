using System.Text;
using Jint.Native;
using Jint.Runtime;

namespace IntegrationActors.Steps.JavaScript;

/// <summary>Functions that make texts: how long the result becomes is known, or counted, before it is made.</summary>
internal sealed class BoundedStrings
{
    // What one character becomes at most: %E2%82%AC for one that takes three bytes, and 18 letters for one that stands for a sentence.
    private const int LongestEscape = 9;
    private const int LongestNormalForm = 18;

    private readonly BuiltIns _builtIns;

    private BoundedStrings(BuiltIns builtIns) => _builtIns = builtIns;

    private ScriptMeter Meter => _builtIns.Meter;

    public static void Install(BuiltIns builtIns)
    {
        var bounded = new BoundedStrings(builtIns);
        var strings = builtIns.Prototype("String");
        builtIns.Check(strings, "repeat", bounded.CheckRepeat);
        builtIns.Check(strings, "padStart", bounded.CheckPad);
        builtIns.Check(strings, "padEnd", bounded.CheckPad);
        builtIns.Check(strings, "normalize", (text, _) => bounded.Meter.ChargeText((double)LengthOf(text) * LongestNormalForm));
        builtIns.Replace(strings, "concat", (text, arguments) => bounded.Concat([text, .. arguments]));
        builtIns.Replace(builtIns.Global("String"), "raw", bounded.Raw);
        foreach (var name in new[] { "encodeURIComponent", "encodeURI", "escape" })
        {
            builtIns.Check(builtIns.Engine.Global, name, (_, arguments) => bounded.CheckEscape(arguments));
        }

        BoundedReplacements.Install(builtIns);
    }

    private void CheckRepeat(JsValue text, JsValue[] arguments) =>
        Meter.ChargeText(LengthOf(text) * TypeConverter.ToNumber(arguments.Length > 0 ? arguments[0] : JsValue.Undefined));

    private void CheckPad(JsValue text, JsValue[] arguments) => Meter.ChargeText(2 * TypeConverter.ToNumber(arguments.Length > 0 ? arguments[0] : JsValue.Undefined));

    private void CheckEscape(JsValue[] arguments)
    {
        if (arguments is [JsString text, ..])
        {
            var others = text.ToString().Count(c => !char.IsAsciiLetterOrDigit(c));
            Meter.ChargeText(2 * (text.Length + ((double)others * LongestEscape)));
        }
    }

    private JsString Concat(JsValue[] values)
    {
        var text = new StringBuilder();
        foreach (var value in values)
        {
            Append(text, Meter.Text(value));
        }

        return new JsString(text.ToString());
    }

    // https://tc39.es/ecma262/#sec-string.raw
    private JsString Raw(JsValue self, JsValue[] arguments)
    {
        var template = _builtIns.ToObject(HostObject.Value(arguments, 0));
        var literals = _builtIns.ToObject(template.Get("raw"));
        var count = TypeConverter.ToNumber(literals.Get("length"));
        var text = new StringBuilder();
        for (var i = 0; i < count; i++)
        {
            Meter.Step();
            Append(text, Meter.Text(literals.Get(JsNumber.Create(i))));
            if (i + 1 < count && i + 1 < arguments.Length)
            {
                Append(text, Meter.Text(arguments[i + 1]));
            }
        }

        return new JsString(text.ToString());
    }

    // The builder may double, and is copied at the end.
    private void Append(StringBuilder text, string part)
    {
        Meter.ChargeText((2L * text.Length) + (3L * part.Length));
        text.Append(part);
    }

    private static int LengthOf(JsValue text) => text is JsString value ? value.Length : 0;
}
