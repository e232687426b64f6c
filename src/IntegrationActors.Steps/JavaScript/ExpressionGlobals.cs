using IntegrationActors.Core.Exchanges;
using Jint;
using Jint.Native;
using Jint.Runtime;

namespace IntegrationActors.Steps.JavaScript;

/// <summary>What a <c>{ js: … }</c> sees of a message; each is made when it is asked for.</summary>
internal static class ExpressionGlobals
{
    public static void Expose(Engine engine, Exchange exchange)
    {
        engine.Advanced.AddLazyGlobal("header", e => ToObject(e, exchange.Headers.Select(h => KeyValuePair.Create(h.Key, (object)h.Value))));
        engine.Advanced.AddLazyGlobal("property", e => ToObject(e, exchange.Properties));
        engine.Advanced.AddLazyGlobal("body", _ => new JsString(exchange.Body.AsText()));
        engine.Advanced.AddLazyGlobal("json", e => Parse(e, exchange.Body));
    }

    /// <summary>The body parsed.</summary>
    /// <exception cref="FaultException">IA3011: it is no JSON.</exception>
    public static JsValue Parse(Engine engine, Core.Messages.Payload body)
    {
        try
        {
            return ScriptValues.Parse(engine, body.AsText());
        }
        catch (JavaScriptException)
        {
            // Fails with what is wrong, as every reader of JSON does.
            body.AsJson();
            throw;
        }
    }

    /// <summary>Values by name as an object.</summary>
    public static JsObject ToObject(Engine engine, IEnumerable<KeyValuePair<string, object>> values)
    {
        var copy = new JsObject(engine);
        foreach (var (name, value) in values)
        {
            copy.Set(name, ScriptValues.Of(engine, value));
        }

        return copy;
    }
}
