using System.Buffers;
using System.Runtime.CompilerServices;
using Jint;
using Jint.Native;
using Jint.Native.Json;
using Jint.Runtime;
using Jint.Runtime.Interop;

namespace IntegrationActors.Steps.JavaScript;

/// <summary>Writes values as JSON, and stops before the text is longer than the budget: a value may be written many times, the same array in each element of another.</summary>
internal sealed class BoundedJson(BuiltIns builtIns)
{
    // A builder that doubles, and the text: characters take two bytes in each.
    private const int BytesPerCharacter = 6;

    private static readonly ConditionalWeakTable<Engine, BoundedJson> Installed = [];

    private readonly JsString _toJson = new("toJSON");

    public static void Install(BuiltIns builtIns)
    {
        var bounded = new BoundedJson(builtIns);
        Installed.Add(builtIns.Engine, bounded);
        builtIns.Replace(builtIns.Global("JSON"), "stringify", (_, arguments) => bounded.Stringify(arguments));
        builtIns.MeterCallbacks(builtIns.Global("JSON"), 1, "parse");
    }

    /// <summary>The writer of an engine, whatever its script has put into <c>JSON</c>.</summary>
    public static BoundedJson Of(Engine engine) => Installed.TryGetValue(engine, out var bounded) ? bounded : throw new InvalidOperationException("The engine was made elsewhere.");

    /// <summary>Writes a value as UTF-8; false when it can't be written as JSON.</summary>
    public bool Write(JsValue value, IBufferWriter<byte> target) => new JsonSerializer(builtIns.Engine).Serialize(value, Counting(JsValue.Undefined, JsValue.Undefined), JsValue.Undefined, target);

    private JsValue Stringify(JsValue[] arguments)
    {
        var (value, replacer, space) = (HostObject.Value(arguments, 0), HostObject.Value(arguments, 1), HostObject.Value(arguments, 2));
        return new JsonSerializer(builtIns.Engine).Serialize(value, Counting(replacer, space), space);
    }

    // Called for each member and element before it is written, after its toJSON.
    private ClrFunction Counting(JsValue replacer, JsValue space)
    {
        var total = 0d;
        var indent = space is JsString or JsNumber ? 10 : 0;
        var names = replacer.IsArray() ? Names(replacer.AsArray()) : null;
        return new ClrFunction(builtIns.Engine, "", (holder, arguments) =>
        {
            builtIns.Meter.Step();
            var value = replacer.IsCallable() ? builtIns.Engine.Call(replacer, holder, arguments) : arguments[1];
            total += 4 + indent + (arguments[0] is JsString key ? key.Length : 4) + (value is JsString text ? text.Length : value.IsNumber() ? 8 : 4);
            builtIns.Meter.Charge(total * BytesPerCharacter);
            return names is not null && value.IsObject() && !value.IsArray() && !value.IsCallable() ? Pick(value, names) : value;
        });
    }

    private List<JsValue> Names(JsArray replacer)
    {
        var names = new List<JsValue>();
        foreach (var name in replacer)
        {
            builtIns.Meter.Step();
            if ((name.IsString() || name.IsNumber()) && new JsString(TypeConverter.ToString(name)) is var text && !names.Contains(text))
            {
                names.Add(text);
            }
        }

        return names;
    }

    // A list of names says which members are written, and in which order.
    private JsObject Pick(JsValue value, List<JsValue> names)
    {
        var (all, picked) = (value.AsObject(), new JsObject(builtIns.Engine));
        foreach (var name in names)
        {
            builtIns.Meter.Step();
            if (all.HasOwnProperty(name) && name != _toJson)
            {
                picked.Set(name, all.Get(name));
            }
        }

        return picked;
    }
}
