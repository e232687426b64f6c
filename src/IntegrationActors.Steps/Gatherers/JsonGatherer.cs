using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Formats.Combining;

namespace IntegrationActors.Steps.Gatherers;

internal sealed class JsonGatherer : IGatherer
{
    private readonly PayloadWriter _output;
    private readonly JsonArrayCombiner _array;

    public JsonGatherer(PayloadSpool spool)
    {
        _output = new PayloadWriter(spool);
        _array = new JsonArrayCombiner(_output);
    }

    public ValueTask AddAsync(Exchange part, CancellationToken cancel)
    {
        if (part.Body.IsEmpty)
        {
            return default;
        }

        if (!part.Body.TryGetMemory(out var json))
        {
            return AddStreamAsync(part.Body, cancel);
        }

        if (part.Body.IsKnownJson)
        {
            _array.AddChecked(json.Span);
        }
        else
        {
            _array.Add(json.Span);
        }

        return default;
    }

    public async ValueTask FinishAsync(Exchange whole, CancellationToken cancel)
    {
        _array.Finish();
        await whole.ReplaceBodyAsync(_output.ToPayload());
        whole.Headers.Set("Content-Type", "application/json");
    }

    public ValueTask DisposeAsync() => _output.DisposeAsync();

    private async ValueTask AddStreamAsync(Payload body, CancellationToken cancel) => await _array.AddAsync(body.OpenRead(), cancel);
}
