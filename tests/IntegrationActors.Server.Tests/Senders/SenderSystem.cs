using System.Net.Http.Json;
using IntegrationActors.Server.Tests.Support;

namespace IntegrationActors.Server.Tests.Senders;

/// <summary>A system that messages are fetched from, with a real server behind it.</summary>
internal abstract class SenderSystem : IAsyncDisposable
{
    /// <summary>The channel as it stands below <c>from</c>.</summary>
    public abstract string Channel { get; }

    /// <summary>An expression that is the same for a message whenever it comes, and another one for each message.</summary>
    public abstract string Key { get; }

    /// <summary>User and password, which the channel knows as credential <c>partner</c>.</summary>
    public abstract (string User, string Password) Login { get; }

    /// <summary>File with the authority that the channel trusts as credential <c>authority</c>; null when it needs none.</summary>
    public virtual string? Authority => null;

    /// <summary>Most messages that are in the flow, or are being settled, at the same time.</summary>
    public virtual int InFlight => 1;

    /// <summary>Settings that the server needs to reach this system.</summary>
    public virtual string[] Settings => [];

    /// <summary>Puts messages with these texts there.</summary>
    public abstract Task PutAsync(IEnumerable<string> texts);

    /// <summary>Whether the system has nothing left to fetch.</summary>
    public abstract Task<bool> IsEmptyAsync();

    /// <summary>Gives a server what it needs to reach this system, and a flow that fetches from it.</summary>
    public virtual async Task DeployAsync(ServerProcess server, string flow, string step)
    {
        using var api = server.CreateOperator();
        var (user, password) = Login;
        using var stored = await api.PutAsync("tenants/demo/credentials/partner", JsonContent.Create(new { kind = "user", user, password }));
        Assert.True(stored.IsSuccessStatusCode, await stored.Content.ReadAsStringAsync());
        if (Authority is { } authority)
        {
            using var trusted = await api.PutAsync("tenants/demo/credentials/authority", JsonContent.Create(new { kind = "certificate", certificate = await File.ReadAllBytesAsync(authority) }));
            Assert.True(trusted.IsSuccessStatusCode, await trusted.Content.ReadAsStringAsync());
        }

        await api.MustDeployAsync(flow, $"flow: {flow}\nfrom: {{ {Channel} }}\nsteps:\n  - {step}\n");
    }

    public abstract ValueTask DisposeAsync();
}
