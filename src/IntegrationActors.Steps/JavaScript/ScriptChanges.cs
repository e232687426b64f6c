using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Steps;
using IntegrationActors.Steps.Bodies;

namespace IntegrationActors.Steps.JavaScript;

/// <summary>What a script does to a message, kept apart until it has succeeded: a script that fails half-way has changed nothing.</summary>
internal sealed class ScriptChanges(Exchange exchange, PayloadSpool spool) : IAsyncDisposable
{
    private const int MaxKeyName = 120;
    private const int MaxKeyValue = 1_024;

    private readonly List<(string Name, string Value)> _keys = [];
    private readonly List<Attachment> _logAttachments = [];
    private readonly List<Payload> _discarded = [];
    private HeaderMap? _headers;
    private PropertyMap? _properties;
    private List<Attachment>? _attachments;
    private Payload? _body;

    public HeaderMap Headers => _headers ??= exchange.Headers.Copy();

    public PropertyMap Properties => _properties ??= exchange.Properties.Copy();

    public IReadOnlyList<Attachment> Attachments => _attachments ?? (exchange.Message.HasAttachments ? [.. exchange.Message.Attachments] : []);

    public Payload Body => _body ?? exchange.Body;

    public PayloadSpool Spool => spool;

    public string? CustomStatus { get; set; }

    public static byte[] BytesOf(Payload payload) => payload.TryGetMemory(out var memory) ? memory.ToArray() : ReadAll(payload);

    public byte[] BodyBytes() => BytesOf(Body);

    public void SetBody(Payload body)
    {
        if (_body is not null)
        {
            _discarded.Add(_body);
        }

        _body = body;
    }

    public void AddAttachment(string name, string text, string contentType)
    {
        RemoveAttachment(name);
        _attachments!.Add(new Attachment(name, contentType, Payload.FromText(text)));
    }

    public void RemoveAttachment(string name)
    {
        _attachments ??= [.. Attachments];
        _attachments.RemoveAll(a => string.Equals(a.Name, name, StringComparison.Ordinal));
    }

    public void AddKey(string name, string value)
    {
        if (_keys.Count < MessageRecord.MaxKeys)
        {
            _keys.Add((Cut(name, MaxKeyName), Cut(value, MaxKeyValue)));
        }
    }

    public void AddLogAttachment(string name, string text, string contentType) => _logAttachments.Add(new Attachment(name, contentType, Payload.FromText(text)));

    /// <summary>Changes the message and its entry in the log.</summary>
    public async ValueTask ApplyAsync(Exchange target, IStepContext context, CancellationToken cancel)
    {
        foreach (var attachment in _logAttachments)
        {
            await context.Stores.Attachments.AddAsync(target.Id, attachment, cancel);
        }

        ApplyHeaders(target.Headers);
        ApplyProperties(target.Properties);
        ApplyAttachments(target.Message);
        foreach (var (name, value) in _keys)
        {
            target.Log.AddKey(name, value);
        }

        target.Log.CustomStatus = CustomStatus is null ? target.Log.CustomStatus : Cut(CustomStatus, MessageRecord.LongestCustomStatus);
        if (_body is not null)
        {
            Charset.Correct(target, _body);
            await target.ReplaceBodyAsync(_body);
            _body = null;
        }
    }

    /// <summary>Gives up the bodies that the message did not get.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var payload in _body is null ? _discarded : [.. _discarded, _body])
        {
            await payload.DisposeAsync();
        }
    }

    private void ApplyHeaders(HeaderMap target)
    {
        if (_headers is null)
        {
            return;
        }

        target.Clear();
        foreach (var (name, value) in _headers.AsSpan())
        {
            target.Set(name, value);
        }
    }

    private void ApplyProperties(PropertyMap target)
    {
        if (_properties is null)
        {
            return;
        }

        foreach (var name in target.Select(p => p.Key).Where(name => _properties[name] is null).ToArray())
        {
            target.Remove(name);
        }

        foreach (var (name, value) in _properties)
        {
            target.Set(name, value);
        }
    }

    private void ApplyAttachments(Message target)
    {
        if (_attachments is null)
        {
            return;
        }

        target.Attachments.Clear();
        foreach (var attachment in _attachments)
        {
            target.Attachments.Add(attachment);
        }
    }

    private static byte[] ReadAll(Payload payload)
    {
        using var stream = payload.OpenRead();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length];
}
