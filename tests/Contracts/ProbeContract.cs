using IntegrationActors.Core.Adapters;

namespace IntegrationActors.Contracts;

/// <summary>What the test of every channel to a broker promises. The suite of an adapter derives from it and says how its broker is reached.</summary>
/// <typeparam name="T">The sender adapter.</typeparam>
public abstract class ProbeContract<T> : IAsyncLifetime
    where T : ISenderAdapter, IChannelProbe
{
    /// <summary>The layers of a channel without TLS.</summary>
    protected abstract string[] Layers { get; }

    /// <summary>Codes of a credential that is not there, and of a refused login.</summary>
    protected abstract (string Missing, string Refused) LoginCodes { get; }

    /// <summary>The password of credential <c>wrong</c>.</summary>
    protected abstract string WrongPassword { get; }

    /// <summary>A channel that takes from the queue of the test.</summary>
    /// <param name="credential">Whose login it uses; null: one that is accepted.</param>
    /// <param name="authority">The credential of the authority that it trusts, over TLS; null: without TLS.</param>
    protected abstract T Channel(string? credential = null, string? authority = null);

    /// <summary>Makes the queue of the test, with one message.</summary>
    protected abstract Task PutAsync();

    /// <summary>How many messages nobody was given.</summary>
    protected abstract Task<long> WaitingAsync();

    public abstract Task InitializeAsync();

    public abstract Task DisposeAsync();

    [ServerFact]
    public async Task A_channel_that_works_passes_all_layers_and_nothing_is_taken()
    {
        await PutAsync();

        var steps = await ChannelProbes.StepsAsync(Channel());

        Assert.Equal(Layers, steps.Select(step => step.Name));
        Assert.All(steps, step => Assert.Equal(ProbeOutcome.Passed, step.Outcome));
        Assert.Equal(1, await WaitingAsync());
    }

    [ServerFact]
    public async Task Over_TLS_the_chain_is_shown()
    {
        await PutAsync();

        var steps = await ChannelProbes.StepsAsync(Channel(authority: "ca"));

        var tls = Assert.Single(steps, step => step.Name == ProbeLayers.Tls);
        Assert.Equal(ProbeOutcome.Passed, tls.Outcome);
        Assert.Contains("CN=localhost", tls.Detail, StringComparison.Ordinal);
        Assert.Contains("CN=Test Root", tls.Detail, StringComparison.Ordinal);
        Assert.Equal((ProbeLayers.Target, ProbeOutcome.Passed), (steps[^1].Name, steps[^1].Outcome));
    }

    [ServerFact]
    public Task A_credential_that_is_missing_is_told_before_anything_is_sent() => FailsAsync(Channel("nobody"), ProbeLayers.Settings, LoginCodes.Missing);

    [ServerFact]
    public Task A_refused_login_is_told() => FailsAsync(Channel("wrong"), ProbeLayers.Login, LoginCodes.Refused);

    [ServerFact]
    public async Task A_certificate_of_another_authority_is_told_with_its_chain()
    {
        var failed = await FailsAsync(Channel(authority: "rogue"), ProbeLayers.Tls, "IA3945");

        Assert.Contains("CN=localhost", failed.Detail, StringComparison.Ordinal);
    }

    private Task<ProbeStep> FailsAsync(T channel, string layer, string code) => ChannelProbes.FailsAsync(channel, layer, code, WrongPassword);
}
