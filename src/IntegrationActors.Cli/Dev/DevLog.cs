using IntegrationActors.Core.MessageLog;
using IntegrationActors.Engine.Plans;

namespace IntegrationActors.Cli.Dev;

/// <summary>The message processing log of a flow under development: a line on the terminal.</summary>
internal sealed class DevLog(DevConsole console, FlowPlan plan) : IMessageLog
{
    public void Begin(MessageRecord record)
    {
        // A line is written when it is known how the message ended.
    }

    public void End(MessageRecord record) => console.Message(record, plan.Nodes);
}
