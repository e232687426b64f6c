using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Management.Problems;
using IntegrationActors.Management.Tenants;
using IntegrationActors.Security;
using IntegrationActors.Storage;
using IntegrationActors.Storage.Flows;
using IntegrationActors.Storage.MessageLog.Search;

namespace IntegrationActors.Management.Messages;

/// <summary>Looks messages of a tenant up, with the names that steps had in the version that ran them.</summary>
internal sealed class MessageBrowser(TenantDirectory tenants)
{
    private const double MicrosecondsPerMillisecond = 1000;

    public async Task<Page<MessageView>> SearchAsync(string tenant, MessageQuery query, CancellationToken cancel)
    {
        var store = await tenants.StoreAsync(tenant, cancel);
        try
        {
            var page = await store.Messages.SearchAsync(query, cancel);
            return new Page<MessageView>([.. page.Messages.Select(MessageView.Of)], page.Next);
        }
        catch (ArgumentException e)
        {
            throw ProblemException.Invalid(e.Message);
        }
    }

    public async Task<MessageDetailView> FindAsync(string tenant, string id, CancellationToken cancel)
    {
        var store = await tenants.StoreAsync(tenant, cancel);
        var found = await DetailsAsync(store, id, cancel);
        var nodes = await NodesAsync(store, found.Message, cancel);
        var first = found.Message.StepTotal - found.Steps.Count + 1;
        return new MessageDetailView(
            MessageView.Of(found.Message),
            [.. found.Steps.Select((step, i) => View(step, first + i, nodes))],
            found.Message.StepTotal)
        {
            Successors = [.. (await store.Inputs.SuccessorsAsync(found.Message.Id, cancel)).Select(s => s.ToString())],
            InputKept = await store.Inputs.HasAsync(found.Message.Id, cancel),
        };
    }

    public async Task<TraceView> TraceAsync(string tenant, string id, CancellationToken cancel)
    {
        var store = await tenants.StoreAsync(tenant, cancel);
        var found = await DetailsAsync(store, id, cancel);
        var nodes = await NodesAsync(store, found.Message, cancel);
        var trace = await store.Messages.TraceAsync(found.Message.Id, cancel);
        return new TraceView(found.Message.Id.ToString(), [.. trace.Select(t => View(t, nodes))]);
    }

    public async Task<InputView> InputAsync(string tenant, string id, CancellationToken cancel)
    {
        var store = await tenants.StoreAsync(tenant, cancel);
        var found = await DetailsAsync(store, id, cancel);
        await using var input = await store.Inputs.FindAsync(found.Message.Id, cancel)
            ?? throw ProblemException.NotFound($"the input of message '{id}' was not kept; write 'keepInput: all' (or failed) in flow '{found.Message.Flow}'");
        var bytes = await input.Message.Body.ReadBytesAsync(cancel);
        var (body, isBase64) = TraceBody.Read(bytes.Span, isCut: false);
        return new InputView
        {
            Id = input.Id.ToString(),
            Flow = input.Flow,
            Channel = input.Entry,
            Headers = Masked(input.Message.Headers),
            Properties = Masked(input.Properties),
            Body = body,
            BodyIsBase64 = isBase64,
            BodyLength = bytes.Length,
        };
    }

    private static IReadOnlyList<NameValue> Masked(IEnumerable<KeyValuePair<string, string>> pairs) =>
        NameValue.Of(pairs.Select(p => KeyValuePair.Create(p.Key, Masking.Header(p.Key, p.Value))));

    private static async Task<MessageDetails> DetailsAsync(TenantStore store, string id, CancellationToken cancel) =>
        (MessageId.TryParse(id, out var key) ? await store.Messages.FindAsync(key, cancel) : null)
        ?? throw ProblemException.NotFound($"there is no message '{id}' in the log of tenant '{store.Tenant}'");

    private static async Task<IReadOnlyList<FlowPlanNode>> NodesAsync(TenantStore store, MessageEntry message, CancellationToken cancel) =>
        await store.Plans.GetAsync(message.Flow, message.Version, cancel) ?? [];

    private static StepView View(StepRun step, int index, IReadOnlyList<FlowPlanNode> nodes)
    {
        var node = Node(nodes, step.Node);
        return new StepView(
            index,
            node?.Name ?? $"step {step.Node}",
            node?.Kind,
            node?.Place,
            step.Started / MicrosecondsPerMillisecond,
            step.Duration < 0 ? null : step.Duration / MicrosecondsPerMillisecond,
            step.Failed);
    }

    private static TracePointView View(TraceEntry trace, IReadOnlyList<FlowPlanNode> nodes)
    {
        var isCut = trace.Body.Length < trace.BodyLength;
        var (body, isBase64) = TraceBody.Read(trace.Body.Span, isCut);
        var node = Node(nodes, trace.Node);
        return new TracePointView
        {
            Sequence = trace.Sequence,
            Point = trace.Point,
            Step = node?.Name,
            Kind = node?.Kind,
            Headers = NameValue.Of(trace.Headers),
            Properties = NameValue.Of(trace.Properties),
            Body = body,
            BodyIsBase64 = isBase64,
            BodyIsCut = isCut,
            BodyLength = trace.BodyLength,
        };
    }

    private static FlowPlanNode? Node(IReadOnlyList<FlowPlanNode> nodes, int index) => index >= 0 && index < nodes.Count ? nodes[index] : null;
}
