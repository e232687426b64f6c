using System.Text;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Storage.Tests.Contents;

/// <summary>Messages and bodies for tests.</summary>
internal static class Bodies
{
    /// <summary>Five megabytes that don't repeat early.</summary>
    public static byte[] Large { get; } = [.. Enumerable.Range(0, 5_000_000).Select(i => (byte)(i * 31 / 7))];

    public static Message Message(string body, params ReadOnlySpan<(string Name, string Value)> headers)
    {
        var message = new Message { Body = Payload.FromText(body) };
        foreach (var (name, value) in headers)
        {
            message.Headers.Set(name, value);
        }

        return message;
    }

    public static async Task<string> TextAsync(Payload payload) => Encoding.UTF8.GetString((await payload.ReadBytesAsync(CancellationToken.None)).Span);

    public static async Task<byte[]> BytesAsync(Payload payload) => (await payload.ReadBytesAsync(CancellationToken.None)).ToArray();

    public static MessageId NewId(this StoreHost host) => MessageId.Create(host.Time.GetUtcNow());

    /// <summary>The code of the fault that the action ends with.</summary>
    public static async Task<string> CodeAsync(Func<Task> action) => (await Assert.ThrowsAsync<FaultException>(action)).Fault.Code;

    public static Task CleanAsync(this StoreHost host) => new RetentionJob(host.Stores, host.Options, host.Time).RunOnceAsync(CancellationToken.None);
}
