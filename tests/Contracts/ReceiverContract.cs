using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores;

namespace IntegrationActors.Contracts;

/// <summary>What every channel promises that delivers messages. The suite of an adapter derives from it and says how its receiver system is reached.</summary>
public abstract class ReceiverContract : IAsyncLifetime
{
    protected abstract FlowHost Host { get; }

    /// <summary>The channel as it stands below <c>send</c>; header <c>name</c> names what is delivered.</summary>
    protected abstract string Channel { get; }

    /// <summary>The channel with a wrong password, which credential <c>wrong</c> has, and that password. One other credential of the host is a user, whom the receiver system lets in.</summary>
    protected abstract (string Channel, string Password) WrongLogin { get; }

    /// <summary>What the receiver system has under a name; null when it has nothing.</summary>
    protected abstract byte[]? Find(string name);

    /// <summary>Cuts all connections; new ones can be made.</summary>
    protected abstract void Cut();

    public abstract Task InitializeAsync();

    public abstract Task DisposeAsync();

    [ServerFact]
    public async Task Bodies_of_all_sizes_arrive_as_they_were_sent()
    {
        int[] sizes = [0, 1, 1000, 4096, 65_536, 300_001, 1_048_576];

        foreach (var size in sizes)
        {
            await SendAsync(Channel, $"body-{size}", Body(size));
        }

        Assert.All(Host.Ended, record => Assert.True(record.Status == MessageStatus.Completed, record.Fault?.ToString()));
        Assert.All(sizes, size => Assert.Equal(Body(size), Find($"body-{size}")));
    }

    [ServerFact]
    public async Task Names_outside_of_ASCII_arrive()
    {
        await SendAsync(Channel, "Größe-日本語-🚚", "ü"u8.ToArray());

        Assert.Equal("ü"u8.ToArray(), Find("Größe-日本語-🚚"));
    }

    [ServerFact]
    public async Task A_connection_that_was_cut_while_it_was_idle_costs_no_message()
    {
        var flow = await Host.DeployAsync(FlowOf(Channel));
        await Host.SendAsync(flow, Payload.FromText("1"), ("name", "one"));

        Cut();
        var record = await Host.SendAsync(flow, Payload.FromText("2"), ("name", "two"));

        Assert.True(record.Status == MessageStatus.Completed, record.Fault?.ToString());
        Assert.Equal("2"u8.ToArray(), Find("two"));
    }

    [ServerFact]
    public async Task Many_messages_at_once_arrive_each_once()
    {
        var flow = await Host.DeployAsync(FlowOf(Channel));

        await Parallel.ForAsync(0, 100, new ParallelOptions { MaxDegreeOfParallelism = 10 }, async (i, _) => await Host.SendAsync(flow, Payload.FromBytes(Body(1000 + i)), ("name", $"many-{i}")));

        Assert.All(Host.Ended, record => Assert.True(record.Status == MessageStatus.Completed, record.Fault?.ToString()));
        Assert.All(Enumerable.Range(0, 100), i => Assert.Equal(Body(1000 + i), Find($"many-{i}")));
    }

    [ServerFact]
    public async Task A_refused_login_fails_the_message_and_tells_no_secret()
    {
        var (channel, password) = WrongLogin;

        var record = await SendAsync(channel, "never", [1]);

        Assert.Equal(MessageStatus.Failed, record.Status);
        Assert.Contains("login", record.Fault!.Message, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(password, record.Fault.ToString(), StringComparison.Ordinal);
    }

    [ServerFact]
    public async Task A_password_that_is_put_right_in_its_credential_is_used_with_the_next_message()
    {
        var flow = await Host.DeployAsync(FlowOf(WrongLogin.Channel));
        var refused = await Host.SendAsync(flow, Payload.FromText("1"), ("name", "one"));

        var right = Host.Credentials.Values.OfType<UserCredential>().Single(user => user.Name != "wrong");
        Host.Credentials["wrong"] = new UserCredential("wrong", right.User, right.Password);
        var accepted = await Host.SendAsync(flow, Payload.FromText("2"), ("name", "two"));

        Assert.Equal(MessageStatus.Failed, refused.Status);
        Assert.True(accepted.Status == MessageStatus.Completed, accepted.Fault?.ToString());
    }

    protected async Task<MessageRecord> SendAsync(string channel, string name, byte[] body, params (string Name, string Value)[] headers)
    {
        var flow = await Host.DeployAsync(FlowOf(channel));
        return await Host.SendAsync(flow, Payload.FromBytes(body), [("name", name), .. headers]);
    }

    protected static byte[] Body(int size)
    {
        var body = new byte[size];
        new Random(size).NextBytes(body);
        return body;
    }

    protected static string FlowOf(string channel) => $"from: {{ direct: {{}} }}\nsteps:\n  - send: {{ {channel} }}";
}
