using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Steps;
using IntegrationActors.Steps.Logs;
using IntegrationActors.Steps.ValueMaps;
using Jint;
using Jint.Native;
using Jint.Runtime;

namespace IntegrationActors.Steps.JavaScript;

/// <summary>What a script sees of one message: the objects <c>message</c>, <c>messageLog</c>, <c>console</c>, <c>valueMapping</c> and <c>secureStore</c>.</summary>
internal sealed class ScriptRun(Exchange exchange, IStepContext context)
{
    private const int MaxLines = 1_000;

    private MessageObject? _message;
    private int _lines;

    public ScriptSecrets Secrets { get; init; } = ScriptSecrets.None;

    public ValueMapSet ValueMaps { get; init; } = ValueMapSet.Empty;

    /// <summary>What the script did to the message.</summary>
    public ScriptChanges Changes { get; } = new(exchange, context.Spool);

    /// <summary>Puts the objects into an engine.</summary>
    /// <returns>The message.</returns>
    public JsValue Expose(Engine engine)
    {
        _message = new MessageObject(engine, exchange, Changes);
        var message = _message.Create();
        engine.SetValue("message", message);
        engine.Advanced.AddLazyGlobal("messageLog", MessageLog);
        engine.Advanced.AddLazyGlobal("messageLogFactory", e => new HostObject(e).Function("getMessageLog", (_, _) => e.GetValue("messageLog")).Object);
        engine.Advanced.AddLazyGlobal("console", Console);
        engine.Advanced.AddLazyGlobal("valueMapping", ValueMapping);
        engine.Advanced.AddLazyGlobal("secureStore", SecureStore);
        return message;
    }

    /// <summary>What the function returned: another value than the message becomes the body.</summary>
    public void Take(JsValue returned, JsValue message)
    {
        if (!returned.IsUndefined() && !ReferenceEquals(returned, message))
        {
            _message!.SetBody(returned);
        }
    }

    private JsValue MessageLog(Engine engine)
    {
        void AddKey(JsValue[] arguments) => Changes.AddKey(HostObject.Text(arguments, 0), Secrets.Mask(HostObject.Text(arguments, 1)));

        return new HostObject(engine)
            .Action("addCustomHeaderProperty", AddKey)
            .Action("setStringProperty", AddKey)
            .Action("setCustomStatus", arguments => Changes.CustomStatus = HostObject.Text(arguments, 0))
            .Action("addAttachmentAsString", arguments =>
                Changes.AddLogAttachment(HostObject.Text(arguments, 0), Secrets.Mask(HostObject.Text(arguments, 1)), HostObject.Text(arguments, 2, "text/plain")))
            .Object;
    }

    private JsValue Console(Engine engine)
    {
        var console = new HostObject(engine);
        foreach (var (name, severity) in new[] { ("log", LogSeverity.Info), ("info", LogSeverity.Info), ("debug", LogSeverity.Info), ("warn", LogSeverity.Warning), ("error", LogSeverity.Error) })
        {
            console.Action(name, arguments => Write(severity, string.Join(' ', arguments.Select(argument => ScriptValues.Show(engine, argument)))));
        }

        return console.Object;
    }

    private void Write(LogSeverity severity, string text)
    {
        if (_lines++ < MaxLines)
        {
            context.WriteLog(exchange, severity, LogLine.Of(Secrets.Mask(text)));
        }
    }

    private JsValue ValueMapping(Engine engine) => new HostObject(engine)
        .Function("lookup", (_, arguments) => Lookup(engine, arguments))
        .Function("getMappedValue", (_, arguments) => ScriptValues.OfText(ValueMaps.Find(
            HostObject.Text(arguments, 2),
            $"{HostObject.Text(arguments, 0)}|{HostObject.Text(arguments, 1)}",
            $"{HostObject.Text(arguments, 3)}|{HostObject.Text(arguments, 4)}")))
        .Object;

    private JsValue Lookup(Engine engine, JsValue[] arguments)
    {
        var name = HostObject.Text(arguments, 0);
        var map = ValueMaps.Find(name) ?? throw new JavaScriptException(
            engine.Intrinsics.TypeError, $"unknown value mapping '{name}'{Suggestion.DidYouMean(name, ValueMaps.Names)}; name its file in the option valueMaps");
        var (from, to) = (HostObject.OptionalText(arguments, 2), HostObject.OptionalText(arguments, 3));
        var direction = map.Direction(from, to) ?? throw new JavaScriptException(engine.Intrinsics.TypeError, map.Explain(from, to));
        return ScriptValues.OfText(direction.Find(HostObject.Text(arguments, 1)));
    }

    private JsValue SecureStore(Engine engine) => new HostObject(engine).Function("getUserCredential", (_, arguments) =>
    {
        var name = HostObject.Text(arguments, 0);
        var credential = Secrets.Find(name) ?? throw new JavaScriptException(
            engine.Intrinsics.TypeError, $"the script may not read the credential '{name}'{Suggestion.DidYouMean(name, Secrets.Names)}; name it in the option credentials");
        return new HostObject(engine)
            .Function("getUsername", (_, _) => new JsString(credential.User))
            .Function("getPassword", (_, _) => new JsString(credential.Password))
            .Object;
    }).Object;
}
