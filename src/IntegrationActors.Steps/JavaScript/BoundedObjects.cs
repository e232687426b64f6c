using System.Runtime.CompilerServices;
using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime.Descriptors;
using Jint.Runtime.Interop;

namespace IntegrationActors.Steps.JavaScript;

/// <summary>Functions that make a member for each character of a text, that call functions of functions, or that ask an iterator for everything.</summary>
internal sealed class BoundedObjects
{
    // What one character costs as a member of an object.
    private const int BytesPerMember = 80;

    // Functions bound to functions that are bound call each other without a statement between.
    private const int MaxBindings = 100;

    private readonly BuiltIns _builtIns;
    private readonly ConditionalWeakTable<JsValue, StrongBox<int>> _bindings = [];

    private BoundedObjects(BuiltIns builtIns) => _builtIns = builtIns;

    public static void Install(BuiltIns builtIns)
    {
        var bounded = new BoundedObjects(builtIns);
        var objects = builtIns.Global("Object");
        foreach (var name in new[] { "keys", "values", "entries", "getOwnPropertyNames", "getOwnPropertyDescriptors", "defineProperties", "create", "freeze", "seal", "isFrozen", "isSealed" })
        {
            builtIns.Check(objects, name, (_, arguments) => bounded.CheckMembers(arguments));
        }

        builtIns.Check(objects, "assign", (_, arguments) => bounded.CheckMembers(arguments));
        builtIns.Check(builtIns.Global("Reflect"), "ownKeys", (_, arguments) => bounded.CheckMembers(arguments));
        builtIns.MeterCallbacks(objects, 1, "groupBy");
        builtIns.MeterCallbacks(builtIns.Global("Map"), 1, "groupBy");
        bounded.AnswerGuards();
        bounded.BoundBindings();
        bounded.BoundPromises();
    }

    // What EnumerationGuards puts into scripts.
    private void AnswerGuards()
    {
        var engine = _builtIns.Engine;
        var function = new ClrFunction(engine, EnumerationGuards.Name, (_, arguments) =>
        {
            CheckMembers(arguments);
            return HostObject.Value(arguments, 0);
        });
        engine.Global.DefineOwnProperty(EnumerationGuards.Name, new PropertyDescriptor(function, writable: false, enumerable: false, configurable: false));
        var member = new ClrFunction(engine, EnumerationGuards.Name, (self, _) =>
        {
            CheckMembers([self]);
            return JsValue.Undefined;
        });
        _builtIns.Prototype("String").DefineOwnProperty(EnumerationGuards.Name, new GetSetPropertyDescriptor(member, JsValue.Undefined, enumerable: false, configurable: false));
    }

    // With what they inherit, which some of those who ask see too.
    private void CheckMembers(JsValue[] arguments)
    {
        foreach (var argument in arguments)
        {
            for (var value = argument; value is not null; value = (value as ObjectInstance)?.Prototype)
            {
                _builtIns.Meter.Charge(CharactersOf(value) * BytesPerMember);
            }
        }
    }

    // A text, or an object made of one: no other has a length that can be neither changed, nor listed, nor taken away.
    private static double CharactersOf(JsValue value) => value switch
    {
        JsString text => text.Length,
        ObjectInstance other and not JsArray when other.GetOwnProperty("length") is { Writable: false, Enumerable: false, Configurable: false } length && length.Value is JsNumber characters => characters.AsNumber(),
        _ => 0,
    };

    private void BoundBindings()
    {
        var functions = _builtIns.Prototype("Function");
        var bind = functions.Get("bind");
        _builtIns.Replace(functions, "bind", (self, arguments) =>
        {
            var depth = _bindings.TryGetValue(self, out var known) ? known.Value + 1 : 1;
            if (depth > MaxBindings)
            {
                throw new InsufficientExecutionStackException();
            }

            var bound = _builtIns.Engine.Call(bind, self, arguments);
            _bindings.Add(bound, new StrongBox<int>(depth));
            return bound;
        });
    }

    // Promises are asked for until their iterator ends; an array ends.
    private void BoundPromises()
    {
        var from = _builtIns.Global("Array").Get("from");
        var promises = _builtIns.Global("Promise");
        foreach (var name in new[] { "all", "allSettled", "any", "race" })
        {
            var original = promises.Get(name);
            _builtIns.Replace(promises, name, (self, arguments) => _builtIns.Engine.Call(
                original, self, [HostObject.Value(arguments, 0) is var all && all.IsObject() && !all.IsArray() ? _builtIns.Engine.Call(from, JsValue.Undefined, [all]) : all]));
        }
    }
}
