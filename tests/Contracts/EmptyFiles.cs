using IntegrationActors.Core.MessageLog;
using IntegrationActors.Engine.Inlets;

namespace IntegrationActors.Contracts;

/// <summary>An empty file among others.</summary>
/// <param name="host">Where the flow runs.</param>
/// <param name="put">Puts a file into the folder that the flow takes from.</param>
public sealed class EmptyFiles(FlowHost host, Action<string, byte[]> put)
{
    /// <summary>It is logged and put away, and no step sees it. What became of both files is for the test to look at.</summary>
    /// <param name="deploy">Deploys the flow.</param>
    public async Task ArePutAwayWithoutARunAsync(Func<Task<OpenFlow>> deploy)
    {
        put("empty", []);
        put("full", "full"u8.ToArray());

        await deploy();
        await Eventually.HoldsAsync(() => host.Ended.Count >= 2, () => string.Join('\n', host.Ended.Select(record => record.Fault)));

        Assert.Equal("full", Assert.Single(host.Sink.Taken).Text);
        Assert.All(host.Ended, record => Assert.True(record.Status == MessageStatus.Completed, record.Fault?.ToString()));
    }
}
