using Jint;
using Jint.Native;
using Jint.Native.Function;
using Jint.Native.Object;
using Jint.Runtime;
using Jint.Runtime.Interop;

namespace IntegrationActors.Steps.JavaScript;

/// <summary>Puts functions that keep to the budget in place of those of the language.</summary>
internal sealed class BuiltIns(Engine engine, ScriptMeter meter)
{
    private readonly JsValue _object = engine.Global.Get("Object");

    public Engine Engine => engine;

    public ScriptMeter Meter => meter;

    /// <summary>An object of the language by name, such as <c>JSON</c>.</summary>
    public ObjectInstance Global(string name) => engine.Global.Get(name).AsObject();

    /// <summary>What all values of a kind inherit from.</summary>
    public ObjectInstance Prototype(string name) => Global(name).Get("prototype").AsObject();

    /// <summary>Puts another function in place of a function.</summary>
    public void Replace(ObjectInstance owner, JsValue name, Func<JsValue, JsValue[], JsValue> call) => owner.Set(name, new ClrFunction(engine, $"{name}", (self, arguments) => call(self, arguments)));

    /// <summary>Looks at what a function gets before it is called.</summary>
    public void Check(ObjectInstance owner, JsValue name, Action<JsValue, JsValue[]> check)
    {
        var original = owner.Get(name);
        Replace(owner, name, (self, arguments) =>
        {
            check(self, arguments);
            return engine.Call(original, self, arguments);
        });
    }

    /// <summary>
    /// Functions that call another one for each element: one that is written as a script is metered by its statements, one of the language by this.
    /// </summary>
    public void MeterCallbacks(ObjectInstance owner, int at, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            var original = owner.Get(name);
            Replace(owner, name, (self, arguments) => engine.Call(original, self, arguments.Length > at ? WithMetered(arguments, at) : arguments));
        }
    }

    /// <summary>The value as an object, as most functions take their <c>this</c>.</summary>
    public ObjectInstance ToObject(JsValue value)
    {
        if (value is ObjectInstance known)
        {
            return known;
        }

        return value.IsUndefined() || value.IsNull()
            ? throw new JavaScriptException(engine.Intrinsics.TypeError, "undefined or null is no object")
            : engine.Call(_object, JsValue.Undefined, [value]).AsObject();
    }

    private JsValue[] WithMetered(JsValue[] arguments, int at)
    {
        var function = arguments[at];
        if (!function.IsCallable() || function is ScriptFunction)
        {
            return arguments;
        }

        var metered = arguments.ToArray();
        metered[at] = new ClrFunction(engine, "", (self, values) =>
        {
            meter.Step();
            return engine.Call(function, self, values);
        });
        return metered;
    }
}
