using IntegrationActors.Core.MessageLog;
using IntegrationActors.Engine.Inlets;
using Microsoft.Extensions.Time.Testing;

namespace IntegrationActors.Engine.Tests.Inlets;

public sealed class FlowLogLevelTests
{
    [Fact]
    public void Goes_back_by_itself_when_its_time_is_over()
    {
        var time = new FakeTimeProvider();
        var level = new FlowLogLevel(time);

        level.Set(MessageLogLevel.Trace, time.GetUtcNow().AddMinutes(10), MessageLogLevel.Error);
        Assert.Equal(MessageLogLevel.Trace, level.Current);

        time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(MessageLogLevel.Error, level.Current);
    }
}
