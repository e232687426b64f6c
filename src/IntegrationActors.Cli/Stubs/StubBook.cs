using System.Collections.Concurrent;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Steps;
using IntegrationActors.Engine.Plans;

namespace IntegrationActors.Cli.Stubs;

/// <summary>The stubs of one plan: gives out stand-ins for its receivers while it is built, and knows their answers and what was sent to them.</summary>
/// <param name="answers">Answers by name of the step or kind of the channel.</param>
/// <param name="isComplete">Whether every receiver is stood in for, as in a test; else only those that have answers.</param>
internal sealed class StubBook(IReadOnlyDictionary<string, IReadOnlyList<StubAnswer>> answers, bool isComplete) : IReceiverStandIns
{
    private const string Https = "https";

    private readonly ConcurrentDictionary<string, int> _used = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<StubCall> _calls = new();
    private readonly List<(string Step, string Kind)> _receivers = [];

    /// <summary>What was sent, in the order of the calls.</summary>
    public IReadOnlyList<StubCall> Calls => [.. _calls];

    /// <summary>Told of each call with its answer.</summary>
    public Action<StubCall, StubAnswer> Called { get; init; } = (_, _) => { };

    /// <summary>The receivers of the plan: names of steps and kinds of channels.</summary>
    public IReadOnlyList<string> Names => [.. _receivers.Select(r => r.Step).Concat(_receivers.Select(r => r.Kind)).Distinct(StringComparer.Ordinal)];

    public IReceiverAdapter? For(string step, ReceiverChannel channel, IFlowContext context)
    {
        _receivers.Add((step, channel.Kind));
        var name = answers.ContainsKey(step) ? step : channel.Kind;
        if (!isComplete && !answers.ContainsKey(name))
        {
            return null;
        }

        var stub = new Stub(this, step, channel.Kind, name);
        return channel.Kind == Https && answers.ContainsKey(name) ? StubHttp.Stand(stub, channel, context) : new StubReceiverAdapter(stub);
    }

    /// <summary>Notes a call and gives the answer to it; null when the test has none.</summary>
    internal StubAnswer? Answer(Stub stub, StubCall call)
    {
        _calls.Enqueue(call);
        if (!answers.TryGetValue(stub.Name, out var list))
        {
            return null;
        }

        var turn = _used.AddOrUpdate(stub.Name, 0, (_, before) => before + 1);
        var answer = list[Math.Min(turn, list.Count - 1)];
        Called(call, answer);
        return answer;
    }
}
