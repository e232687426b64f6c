using Jint;
using Jint.Native;
using Jint.Runtime;
using Jint.Runtime.Interop;

namespace IntegrationActors.Steps.JavaScript;

/// <summary>Builds an object whose functions are ours. Scripts get such objects and plain values, never objects of .NET.</summary>
internal sealed class HostObject(Engine engine)
{
    public JsObject Object { get; } = new(engine);

    public HostObject Function(string name, Func<JsValue, JsValue[], JsValue> call)
    {
        Object.Set(name, new ClrFunction(engine, name, (self, arguments) => call(self, arguments)));
        return this;
    }

    public HostObject Action(string name, Action<JsValue[]> act) => Function(name, (_, arguments) =>
    {
        act(arguments);
        return JsValue.Undefined;
    });

    /// <summary>An argument as text; the default when it was left out.</summary>
    public static string Text(JsValue[] arguments, int index, string missing = "") => OptionalText(arguments, index) ?? missing;

    public static string? OptionalText(JsValue[] arguments, int index) =>
        index < arguments.Length && !arguments[index].IsUndefined() && !arguments[index].IsNull() ? TypeConverter.ToString(arguments[index]) : null;

    public static JsValue Value(JsValue[] arguments, int index) => index < arguments.Length ? arguments[index] : JsValue.Undefined;
}
