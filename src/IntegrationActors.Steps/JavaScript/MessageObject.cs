using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using Jint;
using Jint.Native;
using Jint.Runtime;

namespace IntegrationActors.Steps.JavaScript;

/// <summary>The object <c>message</c> of a script: the names of SAP's Message, working on copies.</summary>
internal sealed class MessageObject(Engine engine, Exchange exchange, ScriptChanges changes)
{
    public JsObject Create()
    {
        var message = new HostObject(engine);
        AddBody(message);
        AddHeaders(message);
        AddProperties(message);
        AddAttachments(message);
        message.Object.Set("id", new JsString(exchange.Id.ToString()));
        message.Object.Set("correlationId", new JsString(exchange.Log.CorrelationId ?? exchange.Id.ToString()));
        return message.Object;
    }

    /// <summary>Text as it is, objects and arrays as JSON, nothing as an empty body.</summary>
    public void SetBody(JsValue value) => changes.SetBody(ToPayload(value));

    private void AddBody(HostObject message) => message
        .Function("getBody", (_, _) => new JsString(changes.Body.AsText()))
        .Function("getBodyAsJson", (_, _) => ExpressionGlobals.Parse(engine, changes.Body))
        .Function("getBodyAsBytes", (_, _) => Bytes())
        .Function("getBodyAsBase64", (_, _) => new JsString(Convert.ToBase64String(changes.BodyBytes())))
        .Action("setBody", arguments => SetBody(HostObject.Value(arguments, 0)))
        .Action("setBodyAsBytes", arguments => changes.SetBody(Payload.FromBytes(FromArray(HostObject.Value(arguments, 0)))))
        .Action("setBodyAsBase64", arguments => changes.SetBody(Payload.FromBytes(FromBase64(HostObject.Text(arguments, 0)))));

    private void AddHeaders(HostObject message) => message
        .Function("getHeader", (_, arguments) => ScriptValues.OfText(changes.Headers[HostObject.Text(arguments, 0)]))
        .Function("getHeaders", (_, _) => ExpressionGlobals.ToObject(engine, changes.Headers.Select(h => KeyValuePair.Create(h.Key, (object)h.Value))))
        .Action("setHeader", arguments => SetHeader(HostObject.Text(arguments, 0), HostObject.Value(arguments, 1)))
        .Action("removeHeader", arguments => changes.Headers.Remove(HostObject.Text(arguments, 0)));

    private void AddProperties(HostObject message) => message
        .Function("getProperty", (_, arguments) => ScriptValues.Of(engine, changes.Properties[HostObject.Text(arguments, 0)]))
        .Function("getProperties", (_, _) => ExpressionGlobals.ToObject(engine, changes.Properties))
        .Action("setProperty", arguments => changes.Properties.Set(HostObject.Text(arguments, 0), ScriptValues.ToProperty(engine, HostObject.Value(arguments, 1))))
        .Action("removeProperty", arguments => changes.Properties.Remove(HostObject.Text(arguments, 0)));

    private void AddAttachments(HostObject message) => message
        .Function("getAttachments", (_, _) => Attachments())
        .Action("addAttachment", arguments => changes.AddAttachment(
            HostObject.Text(arguments, 0), ScriptValues.Text(engine, HostObject.Value(arguments, 1)), HostObject.Text(arguments, 2, "text/plain")))
        .Action("removeAttachment", arguments => changes.RemoveAttachment(HostObject.Text(arguments, 0)));

    private JsArray Bytes()
    {
        var bytes = changes.BodyBytes();
        if (bytes.Length > ScriptBudget.MaxArraySize)
        {
            throw new JavaScriptException(engine.Intrinsics.TypeError, $"the body has {bytes.Length} bytes, and an array has at most {ScriptBudget.MaxArraySize} elements; use getBodyAsBase64()");
        }

        var values = new JsValue[bytes.Length];
        for (var i = 0; i < bytes.Length; i++)
        {
            values[i] = JsNumber.Create(bytes[i]);
        }

        return new JsArray(engine, values);
    }

    private Payload ToPayload(JsValue value)
    {
        if (value.IsUndefined() || value.IsNull())
        {
            return Payload.Empty;
        }

        if (!value.IsObject() || value.IsDate())
        {
            return Payload.FromText(ScriptValues.Text(engine, value));
        }

        using var json = new PayloadWriter(changes.Spool);
        ScriptValues.WriteJson(engine, value, json);
        return json.ToPayload();
    }

    private byte[] FromArray(JsValue value)
    {
        var array = value.IsArray() ? value.AsArray() : throw new JavaScriptException(engine.Intrinsics.TypeError, "an array of numbers from 0 to 255 is expected");
        var bytes = new byte[array.Length];
        for (var i = 0u; i < array.Length; i++)
        {
            var number = TypeConverter.ToNumber(array[i]);
            bytes[i] = number is >= 0 and <= 255 && double.IsInteger(number)
                ? (byte)number
                : throw new JavaScriptException(engine.Intrinsics.TypeError, $"element {i} is no number from 0 to 255");
        }

        return bytes;
    }

    private byte[] FromBase64(string text)
    {
        try
        {
            return Convert.FromBase64String(text);
        }
        catch (FormatException e)
        {
            throw new JavaScriptException(engine.Intrinsics.TypeError, "the text is no base64", e);
        }
    }

    private void SetHeader(string name, JsValue value)
    {
        if (!HeaderNames.IsValid(name))
        {
            throw new JavaScriptException(engine.Intrinsics.TypeError, $"'{name}' can't be the name of a header; use letters, digits, '-', '_' and '.'");
        }

        changes.Headers.Set(name, value.IsUndefined() || value.IsNull() ? null : ScriptValues.Text(engine, value));
    }

    private JsObject Attachments()
    {
        var all = new JsObject(engine);
        foreach (var attachment in changes.Attachments)
        {
            var one = new HostObject(engine)
                .Function("getText", (_, _) => new JsString(attachment.Content.AsText()))
                .Function("getBase64", (_, _) => new JsString(Convert.ToBase64String(ScriptChanges.BytesOf(attachment.Content))))
                .Object;
            one.Set("name", new JsString(attachment.Name));
            one.Set("contentType", new JsString(attachment.ContentType));
            all.Set(attachment.Name, one);
        }

        return all;
    }
}
