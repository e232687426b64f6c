using System.Text;
using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;

namespace IntegrationActors.Steps.JavaScript;

/// <summary>Functions of arrays that make one text or array of many, and those that call a function for each element.</summary>
internal sealed class BoundedArrays
{
    private readonly BuiltIns _builtIns;
    private readonly HashSet<ObjectInstance> _joining = new(ReferenceEqualityComparer.Instance);

    private BoundedArrays(BuiltIns builtIns) => _builtIns = builtIns;

    private ScriptMeter Meter => _builtIns.Meter;

    public static void Install(BuiltIns builtIns)
    {
        var bounded = new BoundedArrays(builtIns);
        var arrays = builtIns.Prototype("Array");
        builtIns.Replace(arrays, "join", (self, arguments) => bounded.Join(self, HostObject.Value(arguments, 0), element => bounded.Meter.Text(element)));
        builtIns.Replace(arrays, "toLocaleString", (self, _) => bounded.Join(self, JsValue.Undefined, bounded.LocaleText));
        builtIns.Replace(arrays, "flat", bounded.Flat);
        foreach (var name in new[] { "toReversed", "toSorted", "toSpliced", "with" })
        {
            builtIns.Check(arrays, name, (self, _) => bounded.Meter.ChargeElements(self.IsObject() ? LengthOf(self.AsObject()) : 0));
        }

        builtIns.MeterCallbacks(
            arrays, 0, "map", "forEach", "filter", "reduce", "reduceRight", "some", "every", "find", "findIndex", "findLast", "findLastIndex", "flatMap", "sort", "toSorted");
        builtIns.MeterCallbacks(builtIns.Global("Array"), 1, "from");
        builtIns.MeterCallbacks(builtIns.Prototype("Map"), 0, "forEach");
        builtIns.MeterCallbacks(builtIns.Prototype("Set"), 0, "forEach");
    }

    // https://tc39.es/ecma262/#sec-array.prototype.join; an array within itself is an empty text, as everywhere.
    private JsString Join(JsValue self, JsValue separator, Func<JsValue, string> textOf)
    {
        var array = _builtIns.ToObject(self);
        var between = separator.IsUndefined() ? "," : Meter.Text(separator);
        if (!_joining.Add(array))
        {
            return JsString.Empty;
        }

        try
        {
            return new JsString(JoinElements(array, between, textOf));
        }
        finally
        {
            _joining.Remove(array);
        }
    }

    private string JoinElements(ObjectInstance array, string between, Func<JsValue, string> textOf)
    {
        var text = new StringBuilder();
        var length = LengthOf(array);
        for (var i = 0d; i < length; i++)
        {
            if (i % 64 == 0)
            {
                Meter.Step();
            }

            var element = array.Get(JsNumber.Create(i));
            var part = element.IsUndefined() || element.IsNull() ? "" : textOf(element);
            Meter.ChargeText((2L * text.Length) + (3L * (part.Length + between.Length)));
            text.Append(i == 0 ? "" : between).Append(part);
        }

        return text.ToString();
    }

    private string LocaleText(JsValue element)
    {
        Meter.Step();
        var value = _builtIns.ToObject(element);
        return Meter.Text(_builtIns.Engine.Call(value.Get("toLocaleString"), element, []));
    }

    private JsArray Flat(JsValue self, JsValue[] arguments)
    {
        var depth = HostObject.Value(arguments, 0);
        var flat = new List<JsValue>();
        Flatten(_builtIns.ToObject(self), depth.IsUndefined() ? 1 : TypeConverter.ToNumber(depth), flat);
        return new JsArray(_builtIns.Engine, [.. flat]);
    }

    private void Flatten(ObjectInstance array, double depth, List<JsValue> flat)
    {
        Meter.Step();
        var length = LengthOf(array);
        for (var i = 0d; i < length; i++)
        {
            if (i % 64 == 63)
            {
                Meter.Step();
            }

            var key = JsNumber.Create(i);
            if (!array.HasProperty(key))
            {
                continue;
            }

            var element = array.Get(key);
            if (depth >= 1 && element is JsArray inner)
            {
                Flatten(inner, depth - 1, flat);
                continue;
            }

            Meter.ChargeElements(flat.Count + 1);
            flat.Add(element);
        }
    }

    private static double LengthOf(ObjectInstance array) => array is JsArray known ? known.Length : TypeConverter.ToNumber(array.Get("length"));
}
